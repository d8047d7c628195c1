// What a report costs against the size of its run: the CPU time of the whole process (best of five), and the size of the page.
// Goals: at most 1.5 s and 4 MB for 10,000 activations.
// Usage: npm run build && node bench/report.mjs
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-"));
const cli = path.join(root, "dist/cli.js");
const flow = path.join(root, "fixtures/examples/order-fulfilment/order-fulfilment.flow.yaml");
const picture = JSON.parse(
  spawnSync(process.execPath, [cli, "graph", flow, "--as", "json"], { encoding: "utf8" }).stdout,
);

/** A record of so many activations of the nodes of a flow, in turn, with values of 200 characters. */
function recordOf(count) {
  const header = {
    schema: "flowc.run/1",
    runId: "bench",
    flow: picture.name,
    startedAt: new Date(0).toISOString(),
    picture,
  };
  const lines = [JSON.stringify(header)];
  const add = (line) => lines.push(JSON.stringify({ n: lines.length, t: lines.length / 10, ...line }));
  const nameOf = (at) => [picture.nodes[at % picture.nodes.length].id, Math.floor(at / picture.nodes.length) + 1];
  for (let at = 0; at < count; at++) {
    const [node, visit] = nameOf(at);
    const value = { id: at, text: "some text ".repeat(18) };
    add({ type: "start", node, visit, index: [], input: value, from: at === 0 ? [] : [nameOf(at - 1)] });
    add({ type: "success", node, visit, index: [], result: value });
  }
  add({ type: "end" });
  return `${lines.join("\n")}\n`;
}

const report =
  'process.on("exit", () => { const { user, system } = process.cpuUsage(); console.error(`cpu ${user + system}`); })';

/** Milliseconds of CPU of one process, its start included. */
function cpuOf(args) {
  const start = ["--import", `data:text/javascript,${encodeURIComponent(report)}`];
  const { stderr, status } = spawnSync(process.execPath, [...start, ...args], { encoding: "utf8" });
  const cpu = /cpu (\d+)/u.exec(stderr);
  if (status !== 0 || cpu === null) throw new Error(`${args.join(" ")}: ${stderr}`);
  return Number(cpu[1]) / 1000;
}

const best = (args) => Math.round(Math.min(...Array.from({ length: 5 }, () => cpuOf(args))));

const rows = [40, 10_000, 100_000].map((count) => {
  const [record, page] = [path.join(folder, `${count}.jsonl`), path.join(folder, `${count}.html`)];
  writeFileSync(record, recordOf(count));
  const cpu = best([cli, "report", record, "--out", page]);
  const megabytes = (file) => (statSync(file).size / 1e6).toFixed(2);
  return { activations: count, "ms of CPU": cpu, "record MB": megabytes(record), "page MB": megabytes(page) };
});
console.table(rows);
console.log(`Node alone: ${best(["--eval", "0"])} ms; 68 ms on the machine that the goals are for`);
rmSync(folder, { recursive: true });
