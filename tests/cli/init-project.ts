import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The input that the first flow of `init` is tried with. */
export const input = '{ "name": "Ada", "visits": 0 }';

/** For a terminal that nobody sits at: a question would fail the test. */
export const unasked = (): Promise<string> => Promise.reject(new Error("asked"));

export function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), "utf8");
}

/** The text of every file of a folder, by its path. */
export function all(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.\w+$/u.test(file));
  return Object.fromEntries(files.map((file) => [file, read(folder, file)]));
}
