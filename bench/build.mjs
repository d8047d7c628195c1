/**
 * Measures `flowc build` as whole processes, compared with `node -e 0` in the same run: the first build after an
 * installation, a cold one (no manifest, no modules), an unchanged one, `--check`, and one with a changed flow, for 1,
 * 100, 500 and 10,000 flows of 20 nodes. Also measures what is loaded, and peak memory.
 *
 *     npm run build && node bench/build.mjs [rounds] [flows …]
 *     npm run build && (cd bench/build && npm install) && node bench/build.mjs --peers [rounds] [sources …]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { measurePeers } from "./build/peers.mjs";
import { members } from "./build/peers/members.mjs";

const isOfPeers = process.argv.includes("--peers");
const [rounds = 7, ...given] = process.argv
  .slice(2)
  .filter((argument) => argument !== "--peers")
  .map(Number);
const sizes = given.length > 0 ? given : isOfPeers ? [1, 500] : [1, 100, 500, 10_000];
const root = path.resolve(import.meta.dirname, "..");
const cli = path.join(root, "dist", "cli.js");
/** The default folder of Node's compile cache. */
const compileCache = path.join(tmpdir(), "node-compile-cache");
const probes = {
  memory: `data:text/javascript,process.once("exit",()=>{const{maxRSS,userCPUTime:u,systemCPUTime:s}=process.resourceUsage();console.error("peak:",maxRSS,u+s)})`,
  loaded: path.join(import.meta.dirname, "build", "loaded-modules.mjs"),
};
if (!existsSync(cli)) {
  console.error("bench: dist/cli.js is missing; run `npm run build` first");
  process.exit(1);
}

/** A text that identifies each bundled package. */
const marks = { chevrotain: "MismatchedTokenException", yaml: "YAMLParseError", commander: "CommanderError(" };

/** Number of flows in a folder, which share a module of callables. */
const perFolder = 50;
const nodes = 20;

const goals = {
  "1 cold": "2.5 x",
  "1 unchanged": "1.5 x",
  "500 cold": "1.0 s",
  "500 unchanged": "2 x",
  "500 --check": "2 x",
  "500 one changed": "3 x",
};
if (isOfPeers) {
  print(measurePeers({ root, sizes, rounds, run, median }));
  console.log(`${rounds} rounds, Node ${process.version}; sources of ${members} nodes, rules or fields`);
  process.exit(0);
}
for (const size of sizes) {
  const rows = [["flows", "what", "median", "minimum", "x node", "goal", "CPU", "memory", "loaded"]];
  measureProject(size, size > 1000 ? Math.min(rounds, 2) : rounds, rows);
  print(rows);
}
console.log(
  `${rounds} rounds (2 for 10,000 flows), Node ${process.version}; flows of ${nodes} nodes, ${perFolder} to a folder`,
);

function measureProject(size, count, rows) {
  const project = makeProject(size);
  const empty = mkdtempSync(path.join(tmpdir(), "flowc-bench-"));
  try {
    let version = 0;
    const steps = [
      { name: "node -e 0", cwd: empty, parameters: ["-e", "0"], prepare: () => undefined },
      { name: "first ever", parameters: [cli, "build"], prepare: () => forget(project, size) },
      { name: "cold", parameters: [cli, "build"], prepare: () => clean(project, size) },
      { name: "unchanged", parameters: [cli, "build"], prepare: () => settle(project) },
      { name: "--check", parameters: [cli, "build", "--check"], prepare: () => undefined },
      { name: "one changed", parameters: [cli, "build"], prepare: () => change(project, ++version) },
    ];
    const times = steps.map(() => []);
    for (let round = -1; round < count; round++) {
      steps.forEach(({ parameters, prepare, cwd = project }, index) => {
        prepare();
        const time = run(parameters, cwd).time;
        if (round >= 0) times[index].push(time);
      });
    }
    const base = median(times[0]);
    steps.forEach(({ name, parameters, prepare, cwd = project }, index) => {
      prepare();
      const { stderr } = run(["--import", probes.memory, ...parameters], cwd);
      const [, memory, cpu] = (/peak: (\d+) (\d+)/u.exec(stderr) ?? []).map(Number);
      prepare();
      const loaded = describeLoads(run(["--import", probes.loaded, ...parameters], cwd).stderr);
      const time = median(times[index]);
      rows.push([
        index === 0 ? String(size) : "",
        name,
        `${time.toFixed(0)} ms`,
        `${Math.min(...times[index]).toFixed(0)} ms`,
        (time / base).toFixed(2),
        goals[`${size} ${name}`] ?? "",
        `${(cpu / 1000).toFixed(0)} ms`,
        `${(memory / 1024).toFixed(0)} MB`,
        loaded,
      ]);
    });
  } finally {
    rmSync(project, { recursive: true, force: true });
    rmSync(empty, { recursive: true, force: true });
  }
}

/** Simulates a new installation: also removes the compiled code of flowc that Node caches (Node 22.8 and later). */
function forget(project, size) {
  clean(project, size);
  rmSync(compileCache, { recursive: true, force: true });
}

/** Runs a process to its end. Its time is in milliseconds. */
function run(parameters, cwd) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, parameters, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0)
    throw new Error(`\`${parameters.join(" ")}\` ended with status ${status}:\n${stderr.slice(0, 2000)}`);
  return { time, stderr };
}

/** Describes the modules of flowc that were loaded: their number, their size, and the heavy parts among them. */
function describeLoads(stderr) {
  const files = new Set([...stderr.matchAll(/^loaded: (?:file:\/\/)?(.*)$/gmu)].map(([, file]) => file));
  const own = [...files].filter((file) => file.startsWith(path.dirname(cli)));
  if (own.length === 0) return "";
  const size = own.reduce((sum, file) => sum + statSync(file).size, 0) / 1024;
  const texts = own.map((file) => readFileSync(file, "utf8"));
  const heavy = Object.entries(marks).filter(([, mark]) => texts.some((text) => text.includes(mark)));
  const packages = ["oxc-parser", "tinyglobby", "jiti"].filter((name) =>
    [...files].some((file) => file.includes(`/node_modules/${name}/`)),
  );
  return [`${own.length} modules, ${size.toFixed(0)} kB`, ...heavy.map(([name]) => name), ...packages].join(", ");
}

function makeProject(size) {
  const project = mkdtempSync(path.join(tmpdir(), "flowc-bench-"));
  mkdirSync(path.join(project, "node_modules"));
  writeFileSync(path.join(project, "package.json"), `{ "type": "module" }\n`);
  writeFileSync(
    path.join(project, "tsconfig.json"),
    `{ "compilerOptions": { "module": "nodenext", "strict": true } }\n`,
  );
  for (let index = 0; index < size; index++) {
    const folder = folderOf(project, index);
    if (index % perFolder === 0) {
      mkdirSync(folder, { recursive: true });
      const functions = Array.from(
        { length: nodes },
        (_, n) => `export function step${n}(value: number) {\n  return value + ${n};\n}\n`,
      );
      writeFileSync(path.join(folder, "ops.ts"), functions.join(""));
    }
    writeFileSync(flowFile(project, index), flowText(index, 0));
  }
  return project;
}

function folderOf(project, index) {
  return path.join(project, "flows", `group-${Math.floor(index / perFolder)}`);
}

function flowFile(project, index) {
  return path.join(folderOf(project, index), `flow-${index}.flow.yaml`);
}

function flowText(index, version) {
  const names = Array.from({ length: nodes }, (_, n) => `step${n}`);
  return [
    `description: Version ${version}.`,
    "entry: step0",
    "nodes:",
    ...names.map(
      (name) => `  ${name}:\n    callable: ./ops.ts#${name}\n    context: { outputs: $ctx.results.${name} }`,
    ),
    "edges:",
    `  - ${names.join(" >> ")}`,
    "",
  ].join("\n");
}

function clean(project, size) {
  rmSync(path.join(project, "node_modules", ".cache"), { recursive: true, force: true });
  for (let index = 0; index < size; index++) {
    rmSync(flowFile(project, index).replace(/\.yaml$/u, ".ts"), { force: true });
  }
}

/**
 * The first build after a cold one records the state of files that were too new before. From then on nothing is read.
 */
function settle(project) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  run([cli, "build"], project);
}

function change(project, version) {
  const file = flowFile(project, 0);
  writeFileSync(file, readFileSync(file, "utf8").replace(/Version \d+/u, `Version ${version}`));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
  }
}
