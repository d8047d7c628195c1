import path from "node:path";
import { textHash } from "../base/text-hash.js";
import { readCacheFile, writeCacheFile } from "../base/cache/cache-file.js";
import { cacheFolder } from "../base/cache/cache-folder.js";
import { openManifest, type Manifest, type StoredBuild } from "../project/manifest/manifest.js";
import type { Settings } from "../project/load-settings.js";

/** The manifest of a project and where it is kept. */
export interface ManifestStore {
  readonly manifest: Manifest;
  /** Keeps what the next build needs, and gives it. @param names all that still exists, where that is known */
  save(names: ReadonlySet<string> | undefined): StoredBuild | undefined;
}

/**
 * @param known what a build of this process left, which is taken before what is on the disk
 * @param cache false: neither reads nor writes the disk
 */
export function openStore(
  { config, compileOptions, file, paths }: Settings,
  { known, cache }: { readonly known?: StoredBuild | undefined; readonly cache?: boolean },
): ManifestStore {
  const settings = textHash(JSON.stringify([config, compileOptions]));
  const folder = cache === false ? undefined : cacheFolder(paths.projectDir);
  // Builds to different places, or by different configurations, do not take each other's manifest away.
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
