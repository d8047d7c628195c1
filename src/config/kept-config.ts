import path from "node:path";
import { textHash } from "../base/text-hash.js";
import { cacheFolder } from "../base/cache/cache-folder.js";
import { readCacheFile, writeCacheFile } from "../base/cache/cache-file.js";

interface KeptConfig {
  readonly hash: string;
  readonly config: unknown;
}

/**
 * Returns the cached configuration of a text that was read before without faults, or undefined if the file must be
 * read.
 */
export function recallConfig(file: string, text: string): unknown {
  const kept = fileFor(file);
  const stored = kept === undefined ? undefined : (readCacheFile(kept) as KeptConfig | undefined);
  return stored?.hash === textHash(text) ? stored.config : undefined;
}

/** Caches a configuration that depends only on its text. */
export function keepConfig(file: string, text: string, config: unknown): void {
  const kept = fileFor(file);
  if (kept !== undefined) writeCacheFile(kept, { hash: textHash(text), config } satisfies KeptConfig);
}

function fileFor(file: string): string | undefined {
  const folder = cacheFolder(path.dirname(file));
  if (folder === undefined) return undefined;
  return path.join(folder, `config-${textHash(path.relative(folder, file)).slice(0, 8)}.json`);
}
