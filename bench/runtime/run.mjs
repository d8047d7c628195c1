/**
 * Compares flowc's runtime with hand-written code that keeps the same records, and with other engines. The README.md in
 * this folder says what is measured and how to read it.
 *
 *     npm run build && node bench/runtime/run.mjs [--rounds 5] [--ms 300] [--only chain-10,fan] [--kind sync,async,wait]
 *                                                   [--flat] [--peers] [--peer-ms 3000] [--keep]
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { cells, flats, own, quoted, rivals } from "./cells.mjs";
import { prepareProject } from "./prepare.mjs";
import { printCells, printCosts, printFlat, printPeers } from "./report.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    ms: { type: "string", default: "300" },
    only: { type: "string", default: "" },
    kind: { type: "string", default: "sync,async,wait" },
    flat: { type: "boolean", default: false },
    peers: { type: "boolean", default: false },
    "peer-ms": { type: "string", default: "3000" },
    keep: { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);
const isChosen = ({ workload, kind }) =>
  options.kind.split(",").includes(kind) && options.only.split(",").some((part) => workload.startsWith(part));

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-runtime-"));
const peersInstalled = existsSync(path.join(import.meta.dirname, "node_modules"));

/** The measurements, each taken once: tables share them. */
const needed = new Map();
const need = (workload, kind, contestant, ms = options.ms) => {
  const key = `${workload}.${kind} ${contestant} ${ms}`;
  if (!needed.has(key)) needed.set(key, { workload, kind, contestant, ms, results: [] });
  return needed.get(key);
};

try {
  if (options.peers && !peersInstalled) throw new Error("--peers: run `npm install` in bench/runtime first");
  const chosen = cells.filter(isChosen).map((cell) => ({
    ...cell,
    ours: need(cell.workload, cell.kind, cell.flowc),
    theirs: need(cell.workload, cell.kind, cell.against),
  }));
  const flat = (options.flat ? flats : []).map(({ shape, sizes, contestants }) => ({
    shape,
    sizes,
    rows: contestants.map((contestant) => ({
      contestant,
      measured: sizes.map((size) => need(`${shape}-${size}`, "sync", contestant)),
    })),
  }));
  const peer = ({ name, goal }) => ({ goal, measurement: need("chain-100", "sync", name, options["peer-ms"]) });
  const peers = options.peers ? [...own.map((name) => ({ name })), ...rivals].map(peer) : [];
  prepareProject(root, folder, [...needed.values()]);
  for (let round = 0; round < rounds; round += 1) {
    const order = [...needed.values()];
    // Neighbors alternate in going first.
    if (round % 2 === 1) order.reverse();
    for (const measurement of order) measurement.results.push(await measure(measurement));
  }
  checkRecords();
  const load = loadavg()[0].toFixed(1);
  console.log(
    `ns a node or item, median / minimum of ${rounds} rounds of processes; Node ${process.versions.node}, load ${load}\n`,
  );
  if (chosen.length > 0) printCells(chosen);
  if (flat.length > 0) printFlat(flat);
  if (peers.length > 0)
    printPeers(
      peers.map(({ goal, measurement }) => ({ ...measurement, goal })),
      quoted,
    );
  if (options.only === "" && !options.flat) printCosts(await costs());
} finally {
  if (options.keep) console.log(`\nKept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

async function measure({ workload, kind, contestant, ms }) {
  return inProcess("measure.mjs", path.join(folder, `${workload}.${kind}`), workload, contestant, ms);
}

/** Runs a script of this folder in its own process and returns the JSON that it prints. */
async function inProcess(script, ...parameters) {
  const command = ["--expose-gc", path.join(import.meta.dirname, script), ...parameters];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return JSON.parse(stdout);
}

/**
 * Measures costs of the runtime other than time per node, in processes that alternate with those they are compared
 * with.
 */
async function costs() {
  prepareProject(root, folder, [{ workload: "loop-10000", kind: "sync" }]);
  const loop = path.join(folder, "loop-10000.sync");
  const nothing = path.join(folder, "empty.js");
  writeFileSync(nothing, "export {};\n");
  const results = { imported: [], empty: [], flowc: [], hand: [] };
  for (let round = 0; round < Math.max(5, rounds); round += 1) {
    results.imported.push(await inProcess("cost.mjs", "import", path.join(root, "runtime/dist/index.js")));
    results.empty.push(await inProcess("cost.mjs", "import", nothing));
    results.flowc.push(await inProcess("cost.mjs", "memory", loop, "run"));
    results.hand.push(await inProcess("cost.mjs", "memory", loop, "hand await"));
  }
  return results;
}

/** Checks that all contestants that keep records left the same ones. */
function checkRecords() {
  const seen = new Map();
  for (const { workload, kind, contestant, results } of needed.values()) {
    // With concurrency, steps have a different order.
    if (/∞|parallel/u.test(contestant)) continue;
    for (const { records } of results) {
      if (records === "") continue;
      const known = seen.get(`${workload}.${kind}`) ?? records;
      if (known !== records) throw new Error(`${contestant} leaves another context than others: ${workload}, ${kind}`);
      seen.set(`${workload}.${kind}`, records);
    }
  }
}
