import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { TsConfigJson, TsConfigResult } from "get-tsconfig";
import { kindOf } from "../../host/disk-state.js";
import { createProjectPaths, toPosix } from "../../base/project-paths.js";
import { createTsconfigs } from "../../host/tsconfigs.js";
import { findBundler, type FoundBundler } from "./find-bundler.js";
import { isOutside } from "../../base/is-outside.js";

/** What `init` needs to know about the folder that it sets up. */
export interface InspectedProject {
  /** Whether there is a `tsconfig.json` in the folder or above it. */
  readonly hasTsconfig: boolean;
  /** The bundler that the project uses, if it can be recognized. */
  readonly bundler: FoundBundler | undefined;
  /** Where flows belong, relative to the folder: below the sources, if those have a folder of their own. */
  flowFolder(isBundled: boolean): string;
  /**
   * Whether modules cannot import the runtime package: TypeScript treats them as CommonJS and does not let CommonJS
   * import ESM.
   */
  readonly needsInline: boolean;
  /** Whether the package's `.js` files are ES modules. */
  readonly isModule: boolean;
  readonly hasRuntime: boolean;
  /** Commands for the project's package manager. */
  readonly commands: { readonly install: string; readonly flowc: string };
  /** The path of the package's JSON Schema, relative to a folder with flow files. */
  schemaFrom(folder: string): string;
}

/** Inspects a folder. Anything unreadable counts as absent. */
export function inspectProject(folder: string): InspectedProject {
  const tsconfigs = createTsconfigs(undefined);
  const tsconfig = tsconfigs.nearest(path.join(folder, "flows/welcome.ts"));
  return {
    hasTsconfig: tsconfig !== undefined || tsconfigs.problems().length > 0,
    bundler: findBundler(folder),
    flowFolder: (isBundled) => flowFolderOf(folder, tsconfig, isBundled),
    isModule: isModule(folder),
    needsInline: !isModule(folder) && /^node1\d$/iu.test(tsconfig?.config.compilerOptions?.module ?? ""),
    hasRuntime: canImportRuntime(folder),
    commands: commandsOf(folder),
    schemaFrom: (from) => schemaFrom(folder, from),
  };
}

function isModule(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    return typeof manifest === "object" && manifest !== null && "type" in manifest && manifest.type === "module";
  } catch {
    return !existsSync(path.join(folder, "package.json")); // The one that `init` creates has `type: module`.
  }
}

/**
 * Returns `flows` below `rootDir`, otherwise below the only folder that `include` names, here or in a referenced
 * configuration. Without either, bundled code has its sources in `src`.
 */
function flowFolderOf(folder: string, tsconfig: TsConfigResult | undefined, isBundled: boolean): string {
  const own = tsconfig !== undefined && path.dirname(tsconfig.path) === folder ? tsconfig.config : undefined;
  const usual = isBundled && kindOf(path.join(folder, "src")) === "folder" ? "src" : ".";
  const found = own?.compilerOptions?.rootDir ?? (own && includedFolders(folder, own)[0]) ?? usual;
  const sources = createProjectPaths(folder).toProject(path.resolve(folder, found));
  return sources === "." || isOutside(sources) ? "flows" : `${sources}/flows`;
}

/**
 * The only folder that `include` names, in a configuration or in the ones that it references. Empty if there is no such
 * folder.
 */
function includedFolders(folder: string, { include = [], references = [] }: TsConfigJson): string[] {
  const heads = new Set(include.map((pattern) => /^(?:\.\/)?([\w@.-]+)(?:\/|$)/u.exec(pattern)?.[1]));
  const [head] = heads;
  if (head !== undefined && heads.size === 1 && kindOf(path.join(folder, head)) !== "file") return [head];
  return references.flatMap((reference) => {
    const target = path.resolve(folder, reference.path);
    const file = target.endsWith(".json") ? target : path.join(target, "tsconfig.json");
    const referenced = path.dirname(file) === folder ? createTsconfigs(file).nearest(file) : undefined;
    return referenced === undefined ? [] : includedFolders(folder, { include: referenced.config.include ?? [] });
  });
}

function canImportRuntime(folder: string): boolean {
  try {
    createRequire(path.join(folder, "package.json")).resolve("@flowc/runtime");
    return true;
  } catch (error) {
    // It is installed, but only for `import`.
    return error instanceof Error && "code" in error && error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}

const managers = [
  { lock: "pnpm-lock.yaml", install: "pnpm install", flowc: "pnpm flowc" },
  { lock: "yarn.lock", install: "yarn install", flowc: "yarn flowc" },
  { lock: "bun.lock", install: "bun install", flowc: "bunx flowc" },
  { lock: "package-lock.json", install: "npm install", flowc: "npx flowc" },
] as const;

/** Chosen by the nearest lock file in the folder or above; npm if there is none. */
function commandsOf(folder: string): InspectedProject["commands"] {
  for (let current = folder; ; current = path.dirname(current)) {
    const found = managers.find(({ lock }) => existsSync(path.join(current, lock)));
    if (found !== undefined) return found;
    if (path.dirname(current) === current) return managers[3];
  }
}

function schemaFrom(folder: string, from: string): string {
  const schema = "node_modules/flowc/dist/schema.json";
  let holder = folder;
  // In a workspace, the package may be installed in a folder above.
  while (!existsSync(path.join(holder, schema)) && path.dirname(holder) !== holder) holder = path.dirname(holder);
  if (!existsSync(path.join(holder, schema))) holder = folder;
  return toPosix(path.relative(path.join(folder, from), path.join(holder, schema)));
}
