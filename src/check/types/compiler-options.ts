import path from "node:path";
import type { ts } from "ts-morph";
import type { LoadedTypeScript } from "./load-typescript.js";

export interface ProjectOptions {
  readonly options: ts.CompilerOptions;
  /** Declaration files that the tsconfig includes: their declarations are visible everywhere. */
  readonly ambient: readonly string[];
  /** The tsconfig and all files that it extends. */
  readonly files: readonly string[];
}

/**
 * The compiler options for checking a project's modules: those of its tsconfig, without the ones that only affect
 * output.
 */
export function readCompilerOptions({ ts }: LoadedTypeScript, tsconfig: string | undefined): ProjectOptions {
  const read = new Set<string>();
  if (tsconfig === undefined) return { options: { ...defaults(ts), ...checking(ts) }, ambient: [], files: [] };
  const host: ts.ParseConfigFileHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    getCurrentDirectory: () => path.dirname(tsconfig),
    readDirectory: (...parameters) => ts.sys.readDirectory(...parameters),
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => {
      read.add(file);
      return ts.sys.readFile(file);
    },
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host);
  const options = { ...(parsed?.options ?? defaults(ts)), ...checking(ts) };
  const ambient = (parsed?.fileNames ?? []).filter((file) => /\.d\.[cm]?ts$/u.test(file));
  return { options, ambient, files: [...read] };
}

function checking(namespace: typeof ts): ts.CompilerOptions {
  return {
    noEmit: true,
    skipLibCheck: true,
    skipDefaultLibCheck: true,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    allowImportingTsExtensions: true,
    ignoreDeprecations: namespace.version.startsWith("6.") ? "6.0" : "5.0",
  };
}

function defaults(namespace: typeof ts): ts.CompilerOptions {
  return {
    strict: true,
    target: namespace.ScriptTarget.ES2023,
    module: namespace.ModuleKind.NodeNext,
    moduleResolution: namespace.ModuleResolutionKind.NodeNext,
    allowJs: true,
    types: [],
  };
}
