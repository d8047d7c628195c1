import { fail } from "../engine/fail.js";
import { enqueue } from "../engine/queue.js";
import { Iteration, type PreparedNode, type Run } from "../engine/state.js";
import { FlowError } from "../flow-error.js";

/** The number of passes after which a cycle counts as endless, unless the run's limit of steps is stated (SPEC 7). */
const mostPasses = 100_000;

/** Returns the first pass of a cycle. All passes that follow it share its count. */
export function enterCycle(around: Iteration): Iteration {
  const pass = new Iteration(around, around.loop, around.index);
  pass.cycle = { passes: 0 };
  return pass;
}

/**
 * Starts the header of a cycle again, alone, after a pass that ended with an edge back. Fails the run if there are too
 * many passes.
 */
export function nextPass(run: Run, header: PreparedNode, payload: unknown, ended: Iteration): void {
  const { cycle, parent: around = ended } = ended;
  const pass = new Iteration(around, around.loop, around.index);
  pass.cycle = cycle;
  if (cycle !== undefined) cycle.passes += 1;
  if (cycle === undefined || cycle.passes < mostPasses || run.limits.statedSteps !== undefined) {
    enqueue(run, header.alone, payload, pass);
    return;
  }
  const what = `The cycle of \`${header.id}\` has been passed ${mostPasses.toLocaleString("en")} times`;
  const cure = "set `max_steps` in the flow, or the option `maxSteps` of the run, if that many are meant";
  run.finalError = new FlowError("run/endless-cycle", `${what}: ${cure}`, header.place);
  // The failure belongs to the start of the header that does not happen.
  run.node = header;
  run.payload = payload;
  run.iteration = pass;
  run.meta = undefined;
  fail(run, run.finalError);
}
