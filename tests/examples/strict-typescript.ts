import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { projectDir } from "./example.js";

const run = promisify(execFile);

const common = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  declaration: true,
  skipLibCheck: true,
  types: ["node"],
  typeRoots: [`${projectDir}node_modules/@types`],
};

const strictest = {
  ...common,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  noEmit: true,
};

/**
 * Writes the declarations of the runtime, which are what users see of it, to `<folder>/runtime`. Resolves to what
 * TypeScript reports, which should be nothing.
 */
export function declareRuntime(folder: string): Promise<string> {
  const compilerOptions = {
    ...common,
    rootDir: `${projectDir}runtime`,
    outDir: path.join(folder, "runtime"),
    emitDeclarationOnly: true,
  };
  const config = { compilerOptions, files: [`${projectDir}runtime/index.ts`] };
  return compile("typescript", { folder, name: "runtime.json", config });
}

export interface StrictCheck {
  /** The compiler's package in `node_modules`. */
  readonly compiler: string;
  /** The folder that was given to `declareRuntime`. */
  readonly folder: string;
  /** The folder whose TypeScript modules are checked, with its subfolders. */
  readonly modules: string;
}

/**
 * What a compiler reports for modules that import `@flowc/runtime`, with every strict option. Empty if they are
 * correct.
 */
export function checkStrictly({ compiler, folder, modules }: StrictCheck): Promise<string> {
  const paths = { "@flowc/runtime": [path.join(folder, "runtime/index.d.ts")] };
  const config = { compilerOptions: { ...strictest, paths }, include: [`${modules}/**/*.ts`] };
  return compile(compiler, { folder, name: `${compiler}.json`, config });
}

interface Project {
  readonly folder: string;
  readonly name: string;
  readonly config: object;
}

async function compile(compiler: string, { folder, name, config }: Project): Promise<string> {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(config));
  const tsc = `${projectDir}node_modules/${compiler}/bin/tsc`;
  try {
    const { stdout, stderr } = await run(process.execPath, [tsc, "-p", file, "--pretty", "false"], { cwd: folder });
    return stdout + stderr;
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  }
}
