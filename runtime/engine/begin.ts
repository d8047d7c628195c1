import { FlowError } from "../flow-error.js";
import type { Call, PlanNode } from "../plan/plan.js";
import { CallMeta } from "./call-meta.js";
import { LoopRun } from "./iteration.js";
import { Joined } from "./joined.js";
import { takeStep } from "./record.js";
import type { Run } from "./run.js";
import { emit } from "./stop.js";

/** Starts the current activation: its step, its input, what it calls. */
export function begin(run: Run): void {
  const { node, context } = run;
  takeStep(run, node);
  run.meta = undefined;
  run.loopRun = undefined;
  if (!run.isSmooth || node.takesMeta || node.guarded !== undefined) run.visit = visitOf(run, node);
  const { payload } = run;
  if (payload instanceof Joined) {
    run.payload = payload.payload;
    context.joins[node.id] = payload.payload;
  }
  if (payload instanceof LoopRun) {
    run.loopRun = payload;
    run.payload = payload.input;
  } else if (node.inputs !== undefined) run.payload = node.inputs(context);
  if (run.onEvent !== undefined) {
    emit(run, { type: "start", nodeId: node.id, visit: run.visit, index: run.iteration.index, input: run.payload });
  }
  run.call = node.kind === "loop" ? undefined : (node.call ?? found(run));
  if (run.call !== undefined && node.takesMeta && node.guarded === undefined) run.meta = metaOf(run);
}

/** The `meta` of the current activation's only attempt. */
function metaOf(run: Run): CallMeta {
  return new CallMeta(run, { nodeId: run.node.id, visit: run.visit, index: run.iteration.index, attempt: 1 });
}

function visitOf(run: Run, { index }: PlanNode): number {
  run.visits ??= new Array<number>(run.plan.size).fill(0);
  const visit = (run.visits[index] ?? 0) + 1;
  run.visits[index] = visit;
  return visit;
}

/** The callable of a node that finds it in the context. */
function found({ node, context }: Run): Call {
  const callable = node.findCall?.(context);
  if (typeof callable === "function") return callable as Call;
  const given = callable === null ? "null" : typeof callable;
  const what = `What node \`${node.id}\` finds as its callable must be a function, it is ${given}`;
  throw new FlowError("run/not-callable", what, node.place);
}
