/**
 * flowc's runtime against hand-written code that keeps the same records, and against other engines. README.md beside this
 * file says what is measured and how to read it.
 *
 *     npm run build && node bench/runtime/run.mjs [--rounds 5] [--ms 300] [--only chain-10,fan] [--kind sync,async,wait]
 *                                                   [--peers] [--peer-ms 3000]
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { cells, flats, rivals } from "./cells.mjs";
import { prepareProject } from "./prepare.mjs";
import { formatTable, median } from "./table.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    ms: { type: "string", default: "300" },
    only: { type: "string", default: "" },
    kind: { type: "string", default: "sync,async,wait" },
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

/** Measurements, once each: cells share theirs. */
const needed = new Map();
const need = (workload, kind, contestant) => {
  const key = `${workload}.${kind} ${contestant}`;
  if (!needed.has(key)) needed.set(key, { workload, kind, contestant, results: [] });
  return needed.get(key);
};

try {
  prepareProject(root, folder);
  const chosen = cells.filter(isChosen).map((cell) => ({
    ...cell,
    ours: need(cell.workload, cell.kind, cell.flowc),
    theirs: need(cell.workload, cell.kind, cell.against),
  }));
  const flat = flats
    .filter(({ kind, larger, smaller }) => [larger, smaller].every((workload) => isChosen({ workload, kind })))
    .map(({ kind, flowc, larger, smaller }) => ({
      flowc,
      ours: need(larger, kind, flowc),
      theirs: need(smaller, kind, flowc),
    }));
  for (let round = 0; round < rounds; round += 1) {
    const order = [...needed.values()];
    // Neighbours take turns in who comes first.
    if (round % 2 === 1) order.reverse();
    for (const measurement of order) measurement.results.push(await measure(measurement));
  }
  checkRecords();
  print(chosen, flat);
  if (options.only === "") printCosts(await costs());
  if (options.peers) printRivals(await measureRivals());
} finally {
  if (options.keep) console.log(`\nKept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

async function measure({ workload, kind, contestant, ms = options.ms }) {
  return inProcess("measure.mjs", path.join(folder, `${workload}.${kind}`), workload, contestant, ms);
}

/** What a script beside this one prints in a process of its own. */
async function inProcess(script, ...parameters) {
  const command = ["--expose-gc", path.join(import.meta.dirname, script), ...parameters];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return JSON.parse(stdout);
}

/** Medians of what the runtime costs beside time a node. */
async function costs() {
  const loop = path.join(folder, "loop-10000.sync");
  const results = { imported: [], flowc: [], hand: [] };
  for (let round = 0; round < Math.max(5, rounds); round += 1) {
    results.imported.push(await inProcess("cost.mjs", "import", path.join(root, "dist/runtime.js")));
    results.flowc.push(await inProcess("cost.mjs", "memory", loop, "run"));
    results.hand.push(await inProcess("cost.mjs", "memory", loop, "hand await"));
  }
  return results;
}

/** A chain of 100 by other engines. They take long to warm up, and get the time for it. */
async function measureRivals() {
  if (!existsSync(path.join(import.meta.dirname, "node_modules"))) {
    throw new Error("--peers: run `npm install` in bench/runtime first");
  }
  const results = new Map();
  for (const contestant of ["run", ...rivals.map(({ name }) => name)]) {
    const measurement = { workload: "chain-100", kind: "sync", contestant, ms: options["peer-ms"] };
    results.set(contestant, await measure(measurement));
  }
  return results;
}

function printCosts({ imported, flowc, hand }) {
  const milliseconds = median(imported) / 1e6;
  const least = Math.min(...imported) / 1e6;
  const imports = `${milliseconds.toFixed(1)} / ${least.toFixed(1)}`;
  const megabytes = (values) => median(values) / 1e6;
  const more = megabytes(flowc) - megabytes(hand);
  const verdict = (value, goal) => (value <= goal ? "met" : "MISSED");
  console.log("\nBeside time\n");
  console.log(
    formatTable([
      ["", "flowc", "by hand", "goal", ""],
      [
        "import of the runtime, ms",
        imports,
        "",
        "5",
        verdict(milliseconds, 5) === "met" ? "met" : verdict(least, 5) === "met" ? "by minima" : "MISSED",
      ],
      [
        "context of a loop of 10,000, MB",
        megabytes(flowc).toFixed(1),
        megabytes(hand).toFixed(1),
        "+5",
        verdict(more, 5),
      ],
    ]),
  );
}

function printRivals(results) {
  const ours = results.get("run");
  const rows = rivals.map(({ name, goal }) => {
    const { median: medians, minimum } = results.get(name);
    const times = minimum / ours.minimum;
    const verdict = goal === undefined ? "" : times >= goal ? "met" : "MISSED";
    const faster = `${(medians / ours.median).toFixed(0)} / ${times.toFixed(0)}`;
    return [name, `${medians.toFixed(0)} / ${minimum.toFixed(0)}`, faster, goal ?? "", verdict];
  });
  console.log(
    "\nA chain of 100 by other engines, ns a node, median / minimum; and how many times that is of flowc's\n",
  );
  const head = ["engine", "ns", "times flowc", "goal", ""];
  const own = ["flowc", `${ours.median.toFixed(0)} / ${ours.minimum.toFixed(0)}`, "", "", ""];
  console.log(formatTable([head, own, ...rows]));
}

/** All that keep records must have left the same ones. */
function checkRecords() {
  const seen = new Map();
  for (const { workload, kind, contestant, results } of needed.values()) {
    // All at once, steps have another order.
    if (/∞|parallel/u.test(contestant)) continue;
    for (const { records } of results) {
      if (records === "") continue;
      const known = seen.get(`${workload}.${kind}`) ?? records;
      if (known !== records) throw new Error(`${contestant} leaves another context than others: ${workload}, ${kind}`);
      seen.set(`${workload}.${kind}`, records);
    }
  }
}

function print(chosen, flat) {
  const ratios = ({ ours, theirs }) => ({
    medians: median(ours.results.map(({ median: own }, round) => own / theirs.results[round].median)),
    minima: minimum(ours) / minimum(theirs),
  });
  const minimum = ({ results }) => Math.min(...results.map((result) => result.minimum));
  const shown = ({ results }) =>
    `${median(results.map((result) => result.median)).toFixed(0)} / ${minimum({ results }).toFixed(0)}`;
  const row = (name, pair, goal) => {
    const { medians, minima } = ratios(pair);
    const verdict = goal === undefined ? "" : medians <= goal ? "met" : minima <= goal ? "by minima" : "MISSED";
    return [
      name,
      pair.kind ?? "",
      shown(pair.ours),
      shown(pair.theirs),
      medians.toFixed(2),
      minima.toFixed(2),
      goal ?? "",
      verdict,
    ];
  };
  console.log(
    `ns a node or item, median / minimum over ${rounds} rounds of processes; Node ${process.versions.node}\n`,
  );
  const head = ["workload", "callables", "flowc", "other", "ratio", "of minima", "goal", ""];
  const rows = chosen.map((cell) => row(`${cell.workload}: ${cell.flowc} vs ${cell.against}`, cell, cell.goal));
  console.log(formatTable([head, ...rows]));
  if (flat.length === 0) return;
  console.log("\nFlat as sizes grow\n");
  const pairs = flat.map((pair) => row(`${pair.flowc}: ${pair.ours.workload} vs ${pair.theirs.workload}`, pair));
  console.log(formatTable([["size", "", "larger", "smaller", "ratio", "of minima", "", ""], ...pairs]));
}
