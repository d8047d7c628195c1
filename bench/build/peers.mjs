import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as baml from "./peers/baml.mjs";
import * as buf from "./peers/buf.mjs";
import * as flowc from "./peers/flowc.mjs";
import * as graphqlCodegen from "./peers/graphql-codegen.mjs";
import * as peggy from "./peers/peggy.mjs";
import * as relayCompiler from "./peers/relay-compiler.mjs";

const contestants = [flowc, peggy, graphqlCodegen, relayCompiler, buf, baml];
const packages = path.join(import.meta.dirname, "node_modules");

/**
 * Measures flowc and other generators side by side. In each round, each of them runs once cold (nothing generated, no
 * cache) and once with nothing changed. Returns the rows of a table.
 *
 * @param root the folder of the built project
 * @param run runs `node` with parameters in a folder to its end; returns `{ time }` in milliseconds, throws if that
 * fails
 */
export function measurePeers({ root, sizes, rounds, run, median }) {
  const rows = [["sources", "generator", "what", "median", "minimum", "x node"]];
  const installed = contestants.filter(({ name, packageName }) => {
    const isThere = packageName === "flowc" || existsSync(path.join(packages, packageName));
    if (!isThere) console.log(`${name} is not installed: \`npm install\` in bench/build`);
    return isThere;
  });
  for (const size of sizes) {
    const projects = installed.map((contestant) => ({
      contestant,
      folder: prepare(contestant, size),
      cold: [],
      rerun: [],
    }));
    const base = [];
    try {
      for (let round = -1; round < rounds; round++) {
        const node = run(["-e", "0"], tmpdir()).time;
        if (round >= 0) base.push(node);
        for (const project of projects) {
          const { cold, rerun } = measureOnce(project, { root, size, run });
          if (round < 0) continue;
          project.cold.push(cold);
          project.rerun.push(rerun);
        }
      }
    } finally {
      for (const { folder } of projects) rmSync(folder, { recursive: true, force: true });
    }
    const row = (name, what, times) => {
      const middle = median(times);
      const texts = [
        `${middle.toFixed(0)} ms`,
        `${Math.min(...times).toFixed(0)} ms`,
        (middle / median(base)).toFixed(2),
      ];
      rows.push([rows.length === 1 || name === "node -e 0" ? String(size) : "", name, what, ...texts]);
    };
    row("node -e 0", "", base);
    for (const { contestant, cold, rerun } of projects) {
      row(contestant.name, "cold", cold);
      row("", "unchanged", rerun);
    }
  }
  return rows;
}

/** Creates a project. Other generators find their packages through a link; flowc gets its own folder for its cache. */
function prepare({ files, packageName }, size) {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-peer-"));
  for (const [name, text] of Object.entries(files(size))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  if (packageName === "flowc") mkdirSync(path.join(folder, "node_modules"));
  else symlinkSync(packages, path.join(folder, "node_modules"), "dir");
  return folder;
}

function measureOnce({ contestant, folder }, { root, size, run }) {
  const outputs = contestant.outputs(size).map((name) => path.join(folder, name));
  for (const name of [...outputs, ...contestant.caches.map((cache) => path.join(folder, cache))]) {
    rmSync(name, { recursive: true, force: true });
  }
  const parameters = contestant.command(root);
  const cold = run(parameters, folder).time;
  const missing = outputs.filter((name) => !existsSync(name));
  if (missing.length > 0)
    throw new Error(`${contestant.name} made ${missing.length} of ${outputs.length} files not, such as ${missing[0]}`);
  // New files are read once more: within one tick of the clock, their time proves nothing.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  run(parameters, folder);
  return { cold, rerun: run(parameters, folder).time };
}
