/**
 * Measures what the types of generated modules cost: 200 flows of 20 nodes, as flowc writes them, compared with the
 * same node tables written by hand with `Awaited<ReturnType<typeof f>>` payloads, and with plain calls. Instantiations
 * are exact; times are the best of several rounds.
 *
 *     npm run build && node bench/types.mjs [rounds] [flows]
 *
 * With `--flows`, measures `flowc check` of whole projects, and the user's `tsc` on their modules: CPU time (the least
 * of the rounds) and peak memory of all processes. Linux only. The last argument is another build to measure.
 *
 *     npm run build && node bench/types.mjs --flows [flows] [rounds] [folder]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { callables, flowFile, idsOf, parents, readsTwo } from "./types/corpus.mjs";
import { measureCheck } from "./types/check.mjs";

const rounds = Number(process.argv[2] ?? 2);
const flows = Number(process.argv[3] ?? 200);
const nodes = 20;
const root = path.resolve(import.meta.dirname, "..");
const ids = idsOf(nodes);

if (process.argv[2] === "--flows") {
  const [flows = "500", rounds = "3", given = root] = process.argv.slice(3);
  const modules = path.join(root, "node_modules");
  const rows = await measureCheck({ root: path.resolve(given), modules, flows: Number(flows), rounds: Number(rounds) });
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
  process.exit(0);
}

const compilerOptions = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
  paths: { "@flowc/runtime": [path.join(root, "runtime/dist/index.d.ts")] },
};

const successors = (k) => ids.map((_, j) => j).filter((j) => parents(j).includes(k));

const returned = (k) => `Awaited<ReturnType<typeof n${k}>>`;
const imports = (f) => `import { ${[...ids].sort().join(", ")} } from "./f${f}.ops.js";\n`;

function table(f) {
  const payload = (k) => {
    if (k === 0) return "string";
    if (k === 10 || k === 11) return returned(8);
    if (k === 12) return `${returned(10)} | ${returned(11)}`;
    if (k === 14) return returned(12);
    if (k === 15) return `{ n13: ${returned(13)}; n14: ${returned(14)} }`;
    return readsTwo(k) ? `{ a: ${returned(k - 1)}; b: string }` : returned(k - 1);
  };
  const context = [0, 5, 10, 15].map((k) => `k${k}?: ${returned(k)}`).join("; ");
  const rows = ids.map((id, k) => {
    return `  { id: "${id}", run: (payload: ${payload(k)}) => ${id}(payload), next: [${successors(k).map((j) => `"n${j}"`)}] },`;
  });
  return `import type { FlowContext } from "@flowc/runtime";\n${imports(f)}export interface Context extends FlowContext { ${context} }
export const flow${f}: { readonly nodes: readonly unknown[] } = { nodes: [\n${rows.join("\n")}\n] };\n`;
}

function straight(f) {
  const given = (k) => {
    if (k === 0) return "input";
    if (k === 10 || k === 11) return "r8";
    if (k === 12) return `goes === "n10" ? r10 : r11`;
    if (k === 14) return "r12";
    if (k === 15) return "{ n13: r13, n14: r14 }";
    return readsTwo(k) ? `{ a: r${k - 1}, b: r${k - 1}.f${k - 1} }` : `r${k - 1}`;
  };
  const calls = ids.flatMap((id, k) => {
    if (k === 9) return ["  const goes = n9(r8).target;"];
    const call = `  const r${k} = ${k % 3 === 1 ? "await " : ""}${id}(${given(k)});`;
    return k % 5 === 0 ? [call, `  context.k${k} = r${k};`] : [call];
  });
  const context = [0, 5, 10, 15].map((k) => `k${k}?: ${returned(k)}`).join("; ");
  return `import type { FlowContext } from "@flowc/runtime";\n${imports(f)}export interface Context extends FlowContext { ${context} }
export async function flow${f}(context: Context, input: string): Promise<Context> {\n${calls.join("\n")}\n  void r19;\n  return context;\n}\n`;
}

function measure(folder) {
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  let best;
  for (let round = 0; round < rounds; round++) {
    const out = execFileSync(process.execPath, [compiler, "-p", folder, "--extendedDiagnostics"], { encoding: "utf8" });
    const value = (key) => Number(new RegExp(`^${key}:\\s+([\\d.]+)`, "m").exec(out)?.[1]);
    const found = { instantiations: value("Instantiations"), check: value("Check time") };
    if (best === undefined || found.check < best.check) best = found;
  }
  return best;
}

const project = mkdtempSync(path.join(tmpdir(), "flowc-bench-types-"));
try {
  const shapes = { flowc: undefined, "table by hand": table, "straight calls": straight, "callables alone": () => "" };
  const results = Object.entries(shapes).map(([name, make], index) => {
    const folder = path.join(project, String(index));
    mkdirSync(folder);
    writeFileSync(path.join(folder, "package.json"), `{ "type": "module" }`);
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    for (let f = 0; f < flows; f++) {
      writeFileSync(path.join(folder, `f${f}.ops.ts`), callables(nodes));
      if (make === undefined) writeFileSync(path.join(folder, `f${f}.flow.yaml`), flowFile(nodes, `./f${f}.ops.ts`));
      else writeFileSync(path.join(folder, `f${f}.flow.ts`), make(f) || "export {};\n");
    }
    if (make === undefined) {
      execFileSync(process.execPath, [path.join(root, "dist/cli.js"), "build"], { cwd: folder, stdio: "pipe" });
    }
    return { name, ...measure(folder) };
  });
  const hand = results.find(({ name }) => name === "table by hand");
  for (const { name, instantiations, check } of results) {
    const ratio = `${(instantiations / hand.instantiations).toFixed(2)}x / ${(check / hand.check).toFixed(2)}x`;
    console.log(
      `${name.padEnd(16)} ${String(instantiations).padStart(9)} instantiations  ${check.toFixed(2)} s  ${ratio}`,
    );
  }
} finally {
  rmSync(project, { recursive: true, force: true });
}
