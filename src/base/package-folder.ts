import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of the flowc package: the nearest one above this module with a `package.json`. Works from `dist` and from
 * `src`.
 */
export function packageFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "package.json")) && path.dirname(folder) !== folder)
    folder = path.dirname(folder);
  return folder;
}

/** The folder of the `@flowc/runtime` package that this flowc depends on. */
export function runtimeFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve("@flowc/runtime/package.json"));
}

/** The version of flowc. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(path.join(packageFolder(), "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
