import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { tableFormats } from "../../compiler/emit/generated-mark.js";
import { packageVersion } from "../base/package-folder.js";
import type { Settings } from "./load-settings.js";

/** The fields of the runtime's `package.json` that matter here. */
interface RuntimeManifest {
  readonly version?: string;
  readonly flowc?: { readonly oldestFormat?: number; readonly newestFormat?: number };
}

/**
 * A warning if the project's installed `@flowc/runtime` cannot run the modules that this flowc writes, with the command
 * that fixes it. Undefined if it can, if modules import another runtime, or if none is installed yet.
 */
export function runtimeWarning({ projectDir, compileOptions }: Settings): string | undefined {
  const { runtime = "@flowc/runtime", runtimeFile } = compileOptions;
  if (runtimeFile !== undefined || runtime !== "@flowc/runtime") return undefined;
  const manifest = installedRuntime(projectDir);
  if (manifest === undefined) return undefined;
  const { version = "", flowc: { oldestFormat = 0, newestFormat = 0 } = {} } = manifest;
  const { plain, nestedCycles } = tableFormats;
  if (oldestFormat <= plain && nestedCycles <= newestFormat) return undefined;
  const own = packageVersion();
  const modules = newestFormat < plain ? "the modules" : "modules with cycles inside cycles";
  return newestFormat < nestedCycles
    ? `@flowc/runtime ${version} is too old for ${modules} of flowc ${own}: \`npm install @flowc/runtime@${own}\``
    : `flowc ${own} is too old for @flowc/runtime ${version}: \`npm install --save-dev flowc@${version}\``;
}

function installedRuntime(projectDir: string): RuntimeManifest | undefined {
  try {
    const file = createRequire(path.join(projectDir, "package.json")).resolve("@flowc/runtime/package.json");
    return JSON.parse(readFileSync(file, "utf8")) as RuntimeManifest;
  } catch {
    return undefined; // It is not installed or not a package: importing it reports that.
  }
}
