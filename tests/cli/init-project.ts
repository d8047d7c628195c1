import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** An input to try the first flow of `init` with. */
export const input = '{ "name": "Ada", "visits": 0 }';

/** For a terminal that nobody uses: a question fails the test. */
export const unasked = (): Promise<string> => Promise.reject(new Error("asked"));

export function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), "utf8");
}

/** The text of every file in a folder, keyed by path. */
export function all(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.\w+$/u.test(file));
  return Object.fromEntries(files.map((file) => [file, read(folder, file)]));
}
