import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { TsConfigJson, TsConfigResult } from "get-tsconfig";
import { kindOf } from "../../host/disk-state.js";
import { createProjectPaths, toPosix } from "../../base/project-paths.js";
import { createTsconfigs } from "../../host/tsconfigs.js";
import { findBundler, type FoundBundler } from "./find-bundler.js";
import { isOutside } from "../../base/is-outside.js";

/** What `init` needs to know of the folder that it sets up. */
export interface InspectedProject {
  /** Whether there is a `tsconfig.json`, here or above. */
  readonly hasTsconfig: boolean;
  /** The bundler that the project uses, as far as it shows. */
  readonly bundler: FoundBundler | undefined;
  /** Where flows belong, relative to the folder: below the sources, where those are elsewhere. */
  flowFolder(isBundled: boolean): string;
  /** Whether modules cannot import the package: TypeScript takes them for CommonJS and does not let that import ESM. */
  readonly needsInline: boolean;
  /** Whether its `.js` files are modules. */
  readonly isModule: boolean;
  readonly hasRuntime: boolean;
  /** The package manager's own words. */
  readonly commands: { readonly install: string; readonly flowc: string };
  /** The package's JSON Schema as a flow file in a folder names it. */
  schemaFrom(folder: string): string;
}

/** Looks at a folder; what it cannot read it takes for absent. */
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
    return !existsSync(path.join(folder, "package.json")); // The one that `init` makes is of type `module`.
  }
}

/**
 * `flows` below `rootDir`, else below the one folder that all of `include` is about, also of a configuration that this one only
 * refers to. Where none says so, what is bundled has its sources in `src`.
 */
function flowFolderOf(folder: string, tsconfig: TsConfigResult | undefined, isBundled: boolean): string {
  const own = tsconfig !== undefined && path.dirname(tsconfig.path) === folder ? tsconfig.config : undefined;
  const usual = isBundled && kindOf(path.join(folder, "src")) === "folder" ? "src" : ".";
  const found = own?.compilerOptions?.rootDir ?? (own && includedFolders(folder, own)[0]) ?? usual;
  const sources = createProjectPaths(folder).toProject(path.resolve(folder, found));
  return sources === "." || isOutside(sources) ? "flows" : `${sources}/flows`;
}

/** Of a configuration, and of those that it refers to: the folder that all of `include` is about, where it is one. */
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
    // Installed, but for `import` alone.
    return error instanceof Error && "code" in error && error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}

const managers = [
  { lock: "pnpm-lock.yaml", install: "pnpm install", flowc: "pnpm flowc" },
  { lock: "yarn.lock", install: "yarn install", flowc: "yarn flowc" },
  { lock: "bun.lock", install: "bun install", flowc: "bunx flowc" },
  { lock: "package-lock.json", install: "npm install", flowc: "npx flowc" },
] as const;

/** By the nearest lock file upward; npm without one. */
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
  // In a workspace the package may be installed above.
  while (!existsSync(path.join(holder, schema)) && path.dirname(holder) !== holder) holder = path.dirname(holder);
  if (!existsSync(path.join(holder, schema))) holder = folder;
  return toPosix(path.relative(path.join(folder, from), path.join(holder, schema)));
}
