/** Measures `flowc check` and the user's `tsc` on whole projects. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { callables, flowFile } from "./corpus.mjs";
import { costOf } from "./process-cost.mjs";

const compilers = { "tsc 6": "typescript", "tsc 7": "typescript-7" };

/**
 * @param root a checkout or an installation of flowc, which was built
 * @param flows number of flows of 20 nodes
 * @returns rows of a table
 */
export async function measureCheck({ root, modules, flows, rounds }) {
  const corpora = [
    { name: `${flows} flows, one module of callables`, flows, nodes: 20, isShared: true, isInstalled: true },
    { name: `${flows} flows, a module each, no packages`, flows, nodes: 20, isShared: false, isInstalled: false },
    { name: "1 flow of 500 nodes", flows: 1, nodes: 500, isShared: true, isInstalled: true },
  ];
  const rows = [["corpus", "what", "CPU", "memory"]];
  for (const corpus of corpora) {
    const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-check-"));
    const caches = mkdtempSync(path.join(tmpdir(), "flowc-bench-caches-"));
    process.env.XDG_CACHE_HOME = caches;
    try {
      makeProject(folder, corpus, root);
      const cli = path.join(root, "dist", "cli.js");
      const steps = [
        { what: "node -e 0", parameters: ["-e", "0"] },
        { what: "check --no-cache", parameters: [cli, "check", "--no-cache"] },
        { what: "check, first", parameters: [cli, "check"], isOnce: true },
        { what: "check, unchanged", parameters: [cli, "check"] },
        { what: "build", parameters: [cli, "build"], isOnce: true },
        ...Object.entries(compilers).map(([what, name]) => {
          const compiler = path.join(modules, name, "bin", "tsc");
          return { what, parameters: [compiler, "-p", "tsconfig.json"] };
        }),
      ];
      for (const { what, parameters, isOnce = false } of steps) {
        const costs = [];
        for (let round = 0; round < (isOnce ? 1 : rounds); round++) costs.push(await costOf(parameters, folder));
        const failed = costs.find(({ status }) => status !== 0);
        if (failed !== undefined) throw new Error(`${what} failed: ${failed.text}`);
        const cpu = Math.min(...costs.map((cost) => cost.cpu));
        const memory = Math.max(...costs.map((cost) => cost.memory));
        rows.push([what === steps[0].what ? corpus.name : "", what, `${cpu.toFixed(2)} s`, `${memory.toFixed(0)} MB`]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(caches, { recursive: true, force: true });
    }
  }
  return rows;
}

function makeProject(folder, { flows, nodes, isShared, isInstalled }, root) {
  const write = (file, text) => writeFileSync(path.join(folder, file), text);
  write("package.json", `{ "type": "module" }`);
  const paths = { "@flowc/runtime": [path.join(root, "runtime/dist/index.d.ts")] };
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
    ...(isInstalled ? {} : { paths }),
  };
  write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  if (isInstalled) {
    mkdirSync(path.join(folder, "node_modules/@flowc"), { recursive: true });
    symlinkSync(path.join(root, "runtime"), path.join(folder, "node_modules/@flowc/runtime"), "dir");
  }
  if (isShared) write("ops.ts", callables(nodes));
  for (let flow = 0; flow < flows; flow++) {
    if (!isShared) write(`f${flow}.ops.ts`, callables(nodes));
    write(`f${flow}.flow.yaml`, flowFile(nodes, isShared ? "./ops.ts" : `./f${flow}.ops.ts`));
  }
}
