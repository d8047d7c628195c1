import { execFile } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkCases, type CheckedCase, type TypedCase } from "./check-cases.js";

const root = path.resolve(import.meta.dirname, "../..");

export const strict = {
  target: "es2023",
  lib: ["es2023", "dom"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** A flow, its callables, and a module `proof.ts` about what its module exports, which only has to compile. */
export interface ProvedCase extends TypedCase {
  readonly proof: string;
}

interface ProvedParts {
  /** Its callables have the name `ops`. */
  readonly flow: string;
  readonly ops: string;
  /** May use everything that `proofs.js` exports. */
  readonly proof: string;
}

export function proved(name: string, { flow, ops, proof }: ProvedParts): ProvedCase {
  const head = `import { compiles, exactly, holds, type Same } from "../proofs.js";\n`;
  return { name, flow: flow.replaceAll("ops.", "./ops.ts#"), files: { "ops.ts": ops }, proof: head + proof };
}

/** A compiler's package in `node_modules`, and its options. */
export type Compiler = readonly [version: string, options: object];

/**
 * Builds flows, and compiles their modules together with the proofs. `proofs.js` has `Same`, `holds` and `compiles`.
 *
 * @returns for each compiler what it reports, which should be nothing, and what `check` reports for each flow
 */
export async function compileProofs(
  cases: readonly ProvedCase[],
  compilers: readonly Compiler[],
): Promise<{ readonly outputs: readonly string[]; readonly checked: ReadonlyMap<string, CheckedCase> }> {
  const outputs: string[] = [];
  let checked: ReadonlyMap<string, CheckedCase> = new Map();
  await checkCases(cases, async (found, folder) => {
    checked = found;
    copyFileSync(path.join(root, "tests/runtime/types/proofs.ts"), path.join(folder, "proofs.ts"));
    for (const { name, proof } of cases) {
      const module = found.get(name)?.module ?? "";
      writeFileSync(path.join(folder, path.dirname(module), "proof.ts"), proof);
    }
    for (const [version, options] of compilers) outputs.push(await compile(folder, version, options));
  });
  return { outputs, checked };
}

function compile(folder: string, version: string, options: object): Promise<string> {
  const paths = { "@flowc/runtime": [path.join(root, "runtime/index.ts")] };
  const compilerOptions = { ...options, paths };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["."] }));
  const tsc = path.join(root, "node_modules", version, "bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, "-p", folder, "--pretty", "false"], { maxBuffer: 2 ** 26 }, (_, stdout) =>
      resolve(stdout),
    );
  });
}
