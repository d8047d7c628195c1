import { FlowError } from "../flow-error.js";
import type { Call, PlanNode } from "../plan/plan.js";
import { CallMeta } from "./call-meta.js";
import { Parcel } from "./parcel.js";
import { takeStep } from "./record.js";
import type { Run } from "./run.js";
import { emit } from "./stop.js";

/** Starts the current activation: its step, its input. Answers with what it calls; a loop calls nothing. */
export function begin(run: Run): Call | undefined {
  const { node, context, iteration } = run;
  takeStep(run, node);
  run.meta = undefined;
  run.loopRun = undefined;
  if (!run.isSmooth || node.takesMeta || node.guarded !== undefined) run.visit = visitOf(run, node);
  const { payload } = run;
  const isGiven = payload instanceof Parcel && payload.open(run);
  if (!isGiven && node.inputs !== undefined) run.payload = node.inputs(context);
  if (run.onEvent !== undefined) {
    emit(run, { type: "start", nodeId: node.id, visit: run.visit, index: iteration.index, input: run.payload });
  }
  if (node.loop !== undefined) return undefined;
  const call = node.call ?? found(run);
  if (node.takesMeta && node.guarded === undefined) run.meta = metaOf(run, 1);
  return call;
}

/** The `meta` of an attempt of the current activation. */
export function metaOf(run: Run, attempt: number): CallMeta {
  return new CallMeta(run, { nodeId: run.node.id, visit: run.visit, index: run.iteration.index, attempt });
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
