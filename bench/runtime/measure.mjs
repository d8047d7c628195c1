/**
 * Takes one measurement in its own process: runs one contestant on one workload for a while. Prints, as JSON,
 * nanoseconds per node (per item in loops), and a hash of the records that a run leaves.
 *
 *     node measure.mjs FOLDER WORKLOAD CONTESTANT MILLISECONDS
 */
import { createHash } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { contestants } from "./contestants.mjs";
import { workloadOf } from "./workloads.mjs";

const [folder, name, contestant, milliseconds] = process.argv.slice(2);
const workload = workloadOf(name);
const load = (file) => import(pathToFileURL(path.join(folder, file)).href);
const { prepare, isAsync, keepsRecords } = contestants[contestant];
const { once, isRight = workload.isRight } = await prepare(load, workload);

// Only the plain records: they are the same for all, regardless of the class of a context.
const text = JSON.stringify(await once(workload.input(5)));
const records = keepsRecords === false ? "" : createHash("sha256").update(text).digest("hex").slice(0, 12);

let at = 0;
const wrong = () => {
  throw new Error(`${contestant}: wrong result of ${name}`);
};

// The check is part of the time, for all alike. There are two functions, so that plain calls are not awaited.
function timeSync(runs) {
  const begin = process.hrtime.bigint();
  for (let run = 0; run < runs; run += 1, at += 1) if (!isRight(once(workload.input(at)), at)) wrong();
  return Number(process.hrtime.bigint() - begin);
}
async function timeAsync(runs) {
  const begin = process.hrtime.bigint();
  for (let run = 0; run < runs; run += 1, at += 1) if (!isRight(await once(workload.input(at)), at)) wrong();
  return Number(process.hrtime.bigint() - begin);
}
const time = isAsync ? timeAsync : timeSync;

// A third of the time is for warming up. It also determines how many runs make a sample of a fiftieth of the time.
const budget = Number(milliseconds) * 1e6;
let runs = 1;
let spent = 0;
for (let last = 0; spent < budget / 3; spent += last) {
  last = await time(runs);
  if (last < budget / 50) runs *= 2;
}
const samples = [];
for (spent = 0; spent < budget || samples.length < 5;) {
  const taken = await time(runs);
  spent += taken;
  samples.push(taken / runs / workload.visits);
}
samples.sort((a, b) => a - b);
console.log(JSON.stringify({ median: samples[samples.length >> 1], minimum: samples[0], records }));
