import { readFileSync } from "node:fs";
import { textHash } from "../text-hash.js";
import { buildId } from "./build-id.js";
import { keepFile } from "./keep-file.js";

/**
 * The value that this build of flowc wrote to a cache file, or undefined if another build wrote it or the file is
 * missing or damaged.
 */
export function readCacheFile(file: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === headOf(body) ? JSON.parse(body) : undefined;
  } catch {
    return undefined; // The cache may be deleted at any time: everything is rebuilt.
  }
}

/** Writes a cache file atomically. Never throws: if nothing can be cached, the next build only takes longer. */
export function writeCacheFile(file: string, value: unknown): void {
  const body = JSON.stringify(value);
  keepFile(file, `${headOf(body)}\n${body}`);
}

function headOf(body: string): string {
  return `flowc ${buildId} ${textHash(body)}`;
}
