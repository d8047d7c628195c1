import path from "node:path";
import { textHash } from "../base/text-hash.js";
import { readCacheFile, writeCacheFile } from "../base/cache/cache-file.js";
import { cacheFolder } from "../base/cache/cache-folder.js";
import { openManifest, type Manifest, type StoredBuild } from "../project/manifest/manifest.js";
import type { Settings } from "../project/load-settings.js";

/** The manifest of a project and its storage. */
export interface ManifestStore {
  readonly manifest: Manifest;
  /**
   * Stores the data for the next build, and returns it.
   *
   * @param names the names that still exist, or undefined if they are not known
   */
  save(names: ReadonlySet<string> | undefined): StoredBuild | undefined;
}

/**
 * @param known data from an earlier build of this process, used instead of the file on disk
 * @param cache if false, the disk is neither read nor written
 */
export function openStore(
  { config, compileOptions, file, paths }: Settings,
  { known, cache }: { readonly known?: StoredBuild | undefined; readonly cache?: boolean },
): ManifestStore {
  const settings = textHash(JSON.stringify([config, compileOptions]));
  const folder = cache === false ? undefined : cacheFolder(paths.projectDir);
  // Builds with different output folders or configurations use separate manifests.
  const identity = [
    folder === undefined ? "" : path.relative(folder, paths.projectDir),
    file ?? "",
    compileOptions.outDir,
  ];
  const target =
    folder === undefined ? undefined : path.join(folder, `build-${textHash(identity.join("\0")).slice(0, 8)}.json`);
  const stored = known ?? (target === undefined ? undefined : (readCacheFile(target) as StoredBuild | undefined));
  const manifest = openManifest(stored, settings, paths);
  return {
    manifest,
    save: (names) => {
      const next = manifest.save(names);
      if (next !== undefined && target !== undefined) writeCacheFile(target, next);
      return next ?? stored;
    },
  };
}
