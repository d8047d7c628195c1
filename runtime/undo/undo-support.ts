import { CallMeta } from "../engine/call-meta.js";
import { type Call, PreparedNode } from "../engine/state.js";
import type { Bringing } from "../prepare/prepare.js";
import type { Equipped, Feature, FlowSpec, RunnableFlow } from "../flow-spec.js";
import { runUndoable, runUndoableSync } from "./run-undoable.js";
import { Saga } from "./saga.js";
import type { Undo, Undoable } from "./undoable.js";

/** Undoing what a run has done when it fails (SPEC 15). */
export const undoSupport: Feature = { name: "undoSupport", copy: PreparedNode, equip, extend };

/** What can be undone, keyed by the table of the flow. */
const undoables = new WeakMap<FlowSpec, Undoable>();

function equip({ spec, nodes, nodeOf }: Equipped): void {
  // A flow may have this feature of its own and of flows that its nodes run.
  if (undoables.has(spec)) return;
  const undos = new Map<string, Undo>();
  const plain = new Map<string, PreparedNode>();
  for (const given of spec.nodes) {
    const node = nodeOf(given.id);
    if (given.kind !== "loop" && given.kind !== "router") plain.set(given.id, node);
    if ("undo" in given) undos.set(given.id, given.undo as Undo);
  }
  const isInside = spec.nodes.some((given) => "call" in given && (given.call as Bringing).features !== undefined);
  const isFirst = nodes.some(({ policy: { onError } }) => typeof onError === "object" && onError.undo === true);
  if (undos.size === 0 && !isInside && !isFirst) return;
  for (const node of nodes) watch(node);
  undoables.set(spec, { undos, plain });
}

/** Lets the run see each call of a node, since a call may end after the run has stopped. */
function watch(node: PreparedNode): void {
  const { call, findCall } = node;
  if (call !== undefined) node.call = watched(call);
  if (findCall !== undefined) {
    node.findCall = (context) => {
      const found = findCall(context);
      return typeof found === "function" ? watched(found as Call) : found;
    };
  }
  node.takesMeta = true;
}

function watched(call: Call): Call {
  const seen: Call = (payload, context, meta) => {
    const saga = meta instanceof CallMeta ? Saga.of(CallMeta.runOf(meta)) : undefined;
    if (saga === undefined || !(meta instanceof CallMeta)) return call(payload, context, meta);
    saga.called(meta);
    return saga.answered(meta, call(payload, context, meta));
  };
  // A flow is asynchronous if one of its functions is: the new function must show that, too.
  const isAsync = Object.prototype.toString.call(call) === "[object AsyncFunction]";
  return isAsync ? Object.defineProperty(seen, Symbol.toStringTag, { value: "AsyncFunction" }) : seen;
}

function extend(flow: RunnableFlow, spec: FlowSpec): void {
  const undoable = undoables.get(spec);
  if (undoable === undefined || flow.features !== undefined) return;
  flow.features = [undoSupport];
  const { run, runSync } = flow;
  flow.run = (context, input, options) => {
    return runUndoable(new Saga(undoable, context, options), (whole) => run(whole.context, input, whole.options));
  };
  if (runSync === undefined) return;
  flow.runSync = (context, input, options) => {
    return runUndoableSync(new Saga(undoable, context, options, false), (whole) =>
      runSync(whole.context, input, whole.options),
    );
  };
}
