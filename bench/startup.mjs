/**
 * Measures how long the command line takes to start: medians of new processes, compared with `node -e 0`. The commands
 * alternate, so that a machine that slows down affects all of them.
 *
 *     npm run build && npm run bench -- [rounds]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const rounds = Number(process.argv[2] ?? 25);
const cli = path.resolve(import.meta.dirname, "..", "dist", "cli.js");
if (!existsSync(cli)) {
  console.error("bench: dist/cli.js is missing; run `npm run build` first");
  process.exit(1);
}

const project = makeProject();
const commands = [
  { name: "node -e 0", parameters: ["-e", "0"], goal: undefined },
  { name: "flowc --version", parameters: [cli, "--version"], goal: 1.6 },
  {
    name: "flowc check --no-types order.flow.yaml",
    parameters: [cli, "check", "--no-types", "flows/order.flow.yaml"],
    goal: 2.7,
  },
];

try {
  const times = commands.map(() => []);
  for (let round = -2; round < rounds; round++) {
    commands.forEach(({ name, parameters }, index) => {
      const time = measure(name, parameters);
      if (round >= 0) times[index].push(time);
    });
  }
  print(times.map(median));
} finally {
  rmSync(project, { recursive: true, force: true });
}

function makeProject() {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-bench-"));
  mkdirSync(path.join(folder, "flows"));
  const files = {
    "package.json": `{ "type": "module" }\n`,
    "tsconfig.json": `{ "compilerOptions": { "module": "nodenext", "strict": true } }\n`,
    "flows/ops.ts": [
      "export function extract(order: { id: string }) {\n  return { ...order, total: 1 };\n}",
      "export function check(order: { total: number }) {\n  return order.total > 0;\n}",
      "export function load(order: unknown) {\n  return order;\n}\n",
    ].join("\n"),
    "flows/order.flow.yaml": [
      "entry: extract",
      "nodes:",
      "  extract: { callable: ops.extract, context: { outputs: $ctx.order } }",
      "  check: { callable: ops.check }",
      "  load: { callable: ops.load, context: { inputs: $ctx.order } }",
      "edges:",
      "  - extract >> check >> load\n",
    ].join("\n"),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** The milliseconds of one new process. */
function measure(name, parameters) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, parameters, { cwd: project, encoding: "utf8" });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`\`${name}\` ended with status ${status}:\n${stderr}`);
  return time;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function print(medians) {
  const rows = commands.map(({ name, goal }, index) => [
    name,
    `${medians[index].toFixed(1)} ms`,
    `${(medians[index] / medians[0]).toFixed(2)}`,
    goal === undefined ? "" : goal.toFixed(1),
  ]);
  const table = [["command", "median", "ratio", "goal"], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
  console.log(`${rounds} rounds, Node ${process.version}`);
}
