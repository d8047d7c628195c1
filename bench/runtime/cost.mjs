/**
 * Measures costs of the runtime other than time per node, in its own process: prints the nanoseconds of an import, or
 * the bytes of a run.
 *
 *     node cost.mjs import FILE
 *     node --expose-gc cost.mjs memory FOLDER CONTESTANT
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { contestants } from "./contestants.mjs";
import { workloadOf } from "./workloads.mjs";

const [what, place, contestant] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(file).href);

if (what === "import") {
  const begin = process.hrtime.bigint();
  await load(place);
  console.log(Number(process.hrtime.bigint() - begin));
} else {
  const workload = workloadOf("loop-10000");
  const { once } = await contestants[contestant].prepare((file) => load(path.join(place, file)), workload);
  // Measures the second run, without the garbage and the compiled code of the first. The first is in a function, so
  // that nothing keeps its result alive.
  const warmUp = async () => void (await once(workload.input(0)));
  await warmUp();
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const context = await once(workload.input(0));
  globalThis.gc();
  const after = process.memoryUsage().heapUsed;
  if (!workload.isRight(context, 0)) throw new Error("wrong result");
  console.log(after - before);
}
