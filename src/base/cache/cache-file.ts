import { readFileSync } from "node:fs";
import { textHash } from "../text-hash.js";
import { buildId } from "./build-id.js";
import { keepFile } from "./keep-file.js";

/** What this very flowc wrote to a file of its cache; undefined where it did not, or where the file is damaged. */
export function readCacheFile(file: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === headOf(body) ? JSON.parse(body) : undefined;
  } catch {
    return undefined; // What was kept may be lost: all is made again.
  }
}

/** Writes a file of the cache, whole or not at all. Never fails: where nothing can be kept, the next build takes longer. */
export function writeCacheFile(file: string, value: unknown): void {
  const body = JSON.stringify(value);
  keepFile(file, `${headOf(body)}\n${body}`);
}

function headOf(body: string): string {
  return `flowc ${buildId} ${textHash(body)}`;
}
