/**
 * Measures what the types of generated modules cost: 200 flows of 20 nodes, as flowc writes them, compared with the
 * same node tables written by hand with `Awaited<ReturnType<typeof f>>` payloads, and with plain calls. Instantiations
 * are exact; times are the best of several rounds.
 *
 *     npm run build && node bench/types.mjs [rounds] [flows]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const rounds = Number(process.argv[2] ?? 2);
const flows = Number(process.argv[3] ?? 200);
const nodes = 20;
const root = path.resolve(import.meta.dirname, "..");
const ids = Array.from({ length: nodes }, (_, k) => `n${k}`);

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

// Node 9 chooses 10 or 11, which merge in 12. 15 joins 13 and 14. Every fifth node writes the context, others read
// results.
const readsTwo = (k) => k % 5 === 3;
const takes = (k) => {
  if (k === 0) return "string";
  if (k === 10 || k === 11) return "T8";
  if (k === 12) return "T10 | T11";
  if (k === 14) return "T12";
  if (k === 15) return "{ n13: T13; n14: T14 }";
  return readsTwo(k) ? `{ a: T${k - 1}; b: string }` : `T${k - 1}`;
};
const parents = (k) => {
  if (k === 0) return [];
  if (k === 10 || k === 11) return [9];
  if (k === 12) return [10, 11];
  return k === 14 ? [12] : k === 15 ? [13, 14] : [k - 1];
};
const successors = (k) => ids.map((_, j) => j).filter((j) => parents(j).includes(k));

function ops() {
  const types = ids.map((_, k) => `export interface T${k} { id: number; f${k}: string; list${k}: string[] }`);
  const functions = ids.map((id, k) => {
    if (k === 9) return `export declare function n9(p: T8): Route<"n10", Own> | Route<"n11", T8>;`;
    return `export declare function ${id}(p: ${takes(k)}): ${k % 3 === 1 ? `Promise<T${k}>` : `T${k}`};`;
  });
  return [`import type { Own, Route } from "@flowc/runtime";`, ...types, ...functions, ""].join("\n");
}

function flow(f) {
  const lines = ids.map((id, k) => {
    if (k === 9) return `  n9: { type: RoutingNode, routing_rule: "./f${f}.ops.ts#n9" }`;
    const inputs = readsTwo(k) ? [`inputs: { a: $payload.n${k - 1}, b: $payload.n${k - 1}.f${k - 1} }`] : [];
    const outputs = k % 5 === 0 ? [`outputs: $ctx.k${k}`] : [];
    const context = [...inputs, ...outputs].length > 0 ? `, context: { ${[...inputs, ...outputs].join(", ")} }` : "";
    return `  ${id}: { callable: "./f${f}.ops.ts#${id}"${context} }`;
  });
  const edges = ids.flatMap((id, k) => {
    if (k === 9) return ["  - n9 >> (n10 | n11)"];
    if (k === 10) return ["  - (n10 | n11) >> n12"];
    if (k === 11) return [];
    return successors(k).map((j) => `  - ${id} >> n${j}`);
  });
  return ["entry: n0", "nodes:", ...lines, "edges:", ...edges, ""].join("\n");
}

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
      writeFileSync(path.join(folder, `f${f}.ops.ts`), ops());
      if (make === undefined) writeFileSync(path.join(folder, `f${f}.flow.yaml`), flow(f));
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
