import { FlowError } from "../flow-error.js";
import type { Call, PreparedNode } from "../prepare/prepared-flow.js";
import { CallMeta } from "./call-meta.js";
import { Parcel } from "./parcel.js";
import { takeStep } from "./record.js";
import type { Run } from "./run.js";
import { emit } from "./stop.js";

/** Starts the current activation: its step, its input. Answers with what it calls; a loop calls nothing. */
export function begin(run: Run): Call | undefined {
  const { node, context, iteration, payload } = run;
  const parcel = payload instanceof Parcel ? payload : undefined;
  run.meta = undefined;
  run.loopRun = undefined;
  if (parcel?.again !== undefined) return parcel.again(run, node.call ?? found(run));
  if (!run.isSmooth || node.takesMeta) run.visit = visitOf(run, node);
  takeStep(run, node);
  if (parcel?.open?.(run) !== true && node.inputs !== undefined) run.payload = node.inputs(context);
  if (run.onEvent !== undefined) {
    emit(run, { type: "start", nodeId: node.id, visit: run.visit, index: iteration.index, input: run.payload });
  }
  if (node.loop !== undefined) return undefined;
  const call = node.call ?? found(run);
  if (node.takesMeta) run.meta = new CallMeta(run, run, 1);
  if (node.guarded !== undefined) run.began = Date.now();
  return call;
}

function visitOf(run: Run, { index }: PreparedNode): number {
  run.visits ??= new Array<number>(run.flow.size).fill(0);
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
