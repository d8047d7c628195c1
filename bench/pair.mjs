/**
 * Compares this build of flowc with another one: cold builds of 1 and 500 flows of 20 nodes, in pairs, in turn one and the other first.
 * Measures the processor time of the main thread, which other work on the machine changes least. Linux only.
 *
 *     npm run build && node bench/pair.mjs <folder of the other checkout, built> [rounds] [flows …]
 *
 * `NODE=<path> node bench/pair.mjs …` measures with another version of Node.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { files } from "./build/peers/flowc.mjs";

const [other, rounds = "9", ...given] = process.argv.slice(2);
if (other === undefined) {
  console.error("bench: name the folder of the other checkout");
  process.exit(1);
}
const node = process.env.NODE ?? process.execPath;
const probe = `data:text/javascript,import{readFileSync as r}from"node:fs";process.once("exit",()=>{const t=r("/proc/self/task/"+process.pid+"/schedstat","utf8");console.error("main:",t.split(" ")[0],process.resourceUsage().maxRSS)})`;
const builds = { before: path.resolve(other), after: path.resolve(import.meta.dirname, "..") };

for (const size of given.length > 0 ? given.map(Number) : [1, 500]) {
  const all = { "node -e 0": [], before: [], after: [] };
  for (let round = 0; round < Number(rounds); round++) {
    all["node -e 0"].push(run(["-e", "0"], tmpdir()));
    const names = Object.keys(builds);
    for (const name of round % 2 === 0 ? names : names.reverse()) all[name].push(build(builds[name], size));
  }
  const base = median(all["node -e 0"].map(({ time }) => time));
  for (const [name, runs] of Object.entries(all)) {
    const times = runs.map(({ time }) => time);
    const memory = median(runs.map((one) => one.memory));
    const ratio = (median(times) / base).toFixed(2);
    console.log(
      `${size} flows  ${name.padEnd(9)}  ${median(times).toFixed(0)} ms (at least ${Math.min(...times).toFixed(0)})  ${ratio} x node  ${memory.toFixed(0)} MB`,
    );
  }
  const ratios = all.after.map(({ time }, at) => time / all.before[at].time);
  console.log(`${size} flows  after / before: ${median(ratios).toFixed(2)}`);
}

/** Builds a new project, so that nothing is known of it. */
function build(root, size) {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-pair-"));
  try {
    for (const [name, text] of Object.entries(files(size))) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return run([path.join(root, "dist", "cli.js"), "build"], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of the main thread, and the peak memory of the process in MB. */
function run(parameters, cwd) {
  const { status, stderr } = spawnSync(node, ["--import", probe, ...parameters], { cwd, encoding: "utf8" });
  const [, time, memory] = (/main: (\d+) (\d+)/u.exec(stderr) ?? []).map(Number);
  if (status !== 0 || time === undefined)
    throw new Error(`\`${parameters.join(" ")}\` failed:\n${stderr.slice(0, 2000)}`);
  return { time: time / 1e6, memory: memory / 1024 };
}

function median(values) {
  const sorted = values.toSorted((one, two) => one - two);
  return sorted[sorted.length >> 1];
}
