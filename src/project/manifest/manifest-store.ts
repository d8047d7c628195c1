import path from "node:path";
import { readCacheFile, writeCacheFile } from "../../base/cache/cache-file.js";
import { cacheFolder, userCacheFolder } from "../../base/cache/cache-folder.js";
import { textHash } from "../../base/text-hash.js";
import type { Settings } from "../load-settings.js";
import { openManifest, type Manifest, type StoredBuild } from "./manifest.js";

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

export interface StoreOptions {
  /**
   * Each command stores results of its own. Those of a check, which take seconds to find, are also kept where no
   * packages are installed.
   */
  readonly command: "build" | "check" | "check-no-types";
  /** Data from an earlier build of this process, used instead of the file on disk. */
  readonly known?: StoredBuild | undefined;
  /** If false, the disk is neither read nor written. */
  readonly cache?: boolean | undefined;
}

export function openStore(
  { config, compileOptions, file, paths }: Settings,
  { command, known, cache }: StoreOptions,
): ManifestStore {
  const settings = textHash(JSON.stringify([config, compileOptions]));
  const { projectDir } = paths;
  const folder =
    cache === false
      ? undefined
      : (cacheFolder(projectDir) ?? (command === "build" ? undefined : userCacheFolder(projectDir)));
  // Builds with different output folders or configurations use separate manifests.
  const identity = [folder === undefined ? "" : path.relative(folder, projectDir), file ?? "", compileOptions.outDir];
  const target =
    folder === undefined
      ? undefined
      : path.join(folder, `${command}-${textHash(identity.join("\0")).slice(0, 8)}.json`);
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
