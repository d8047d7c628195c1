// What drawing a flow costs against its size: the CPU time of the whole process (best of five), and the size of the SVG.
// Goals: at most 900 ms for 40 nodes and 2 s for 300; at most 1 kB of SVG a node, and its style sheet.
// Usage: npm run build && node bench/picture.mjs
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-"));
const example = (name) => path.join(root, `fixtures/examples/${name}/${name}.flow.yaml`);

/** Blocks in a row: a choice that merges, a fan that joins, and a loop over three nodes. Each has 14 nodes. */
function flowText(blocks) {
  const nodes = ["  start: { callable: node:path#basename }"];
  const edges = [];
  let last = "start";
  const plain = (id) => nodes.push(`  ${id}: { callable: node:path#basename }`);
  for (let block = 0; block < blocks; block++) {
    const [choose, left, right, merge, one, two, three, join] = [..."abcdefgh"].map(
      (letter) => `${letter}${block}_node`,
    );
    const [each, pick, weigh, label, seal, done] = [..."ijklmn"].map((letter) => `${letter}${block}_node`);
    nodes.push(`  ${choose}: { type: CustomRoutingNode, routing_rule: node:path#dirname }`);
    for (const id of [left, right, merge, one, two, three, join, pick, weigh, label, seal, done]) plain(id);
    nodes.push(`  ${each}: { type: LoopNode, body_route: ${pick}, done_route: ${done}, collect: ${seal} }`);
    edges.push(
      `${last} >> ${choose} >> (${left} | ${right})`,
      `(${left} | ${right}) >> ${merge} >> (${one} | ${two} | ${three})`,
      `(${one} & ${two} & ${three}) >> ${join} >> ${each} >> ${pick} >> (${weigh} | ${label})`,
      `(${weigh} & ${label}) >> ${seal}`,
    );
    last = done;
  }
  return `entry: start\nnodes:\n${nodes.join("\n")}\nedges:\n${edges.map((edge) => `  - ${edge}`).join("\n")}\n`;
}

function generated(blocks) {
  const file = path.join(folder, `generated-${blocks}.flow.yaml`);
  writeFileSync(file, flowText(blocks));
  return file;
}

const report =
  'process.on("exit", () => { const { user, system } = process.cpuUsage(); console.error(`cpu ${user + system}`); })';

/** Milliseconds of CPU and the output of one process. */
function measure(args, cwd) {
  const start = ["--import", `data:text/javascript,${encodeURIComponent(report)}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...start, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const cpu = /cpu (\d+)/u.exec(stderr);
  if (status !== 0 || cpu === null) throw new Error(`${args.join(" ")}: ${stderr}`);
  return { ms: Number(cpu[1]) / 1000, out: stdout };
}

function best(args, cwd = root) {
  const runs = Array.from({ length: 5 }, () => measure(args, cwd));
  return { ms: Math.min(...runs.map(({ ms }) => ms)), out: runs[0].out };
}

function draw(file, form) {
  const cwd = file.startsWith(folder) ? folder : root;
  return best([path.join(root, "dist/cli.js"), "graph", file, "--as", form], cwd);
}

const rows = [example("revision-cycle"), example("order-fulfilment"), generated(7), generated(21)].map((file) => {
  const nodes = JSON.parse(draw(file, "json").out).nodes.length;
  const [svg, text] = [draw(file, "svg"), draw(file, "text")];
  return {
    flow: path.basename(file).replace(".flow.yaml", ""),
    nodes,
    "svg, ms of CPU": Math.round(svg.ms),
    "text, ms of CPU": Math.round(text.ms),
    "svg, bytes": svg.out.length,
    "bytes a node, without the style sheet": Math.round(svg.out.replace(/<style>[^]*<\/style>/u, "").length / nodes),
  };
});
console.table(rows);
console.log(`Node alone: ${Math.round(best(["--eval", "0"]).ms)} ms; 68 ms on the machine that the goals are for`);
rmSync(folder, { recursive: true });
