import { CallMeta, type Owner } from "../engine/call-meta.js";
import { knownIdOf, stepName } from "../engine/step-name.js";
import type { FlowContext, FlowFailure } from "../flow-context.js";
import type { FlowDescription } from "../flow-description.js";
import { FlowError } from "../flow-error.js";
import type { RunnableFlow } from "../flow-spec.js";
import { kindOf } from "../kind-of.js";
import type { RunOptions } from "../run-options.js";
import { callers } from "./callers.js";
import { passOn } from "./pass-on.js";
import { running } from "./running.js";

/**
 * What a node that runs a flow is called with and returns: the flow's input and output (SPEC 13). A promise of the output, if the flow has
 * no `callSync`.
 */
export type ChildFlow<F> = 0 extends 1 & F
  ? F
  : F extends { callSync(...args: infer A): infer Out }
    ? (input: A[0 & keyof A]) => Out
    : F extends { call(...args: infer A): infer Out }
      ? (input: A[0 & keyof A]) => Out
      : never;

/** A flow, regardless of its types. Functions have a `call` too, but no `describe`. */
interface Callee {
  describe(): unknown;
  call(...args: never): PromiseLike<unknown>;
}

type Callable = (payload: unknown, context: unknown, meta: unknown) => unknown;
/** A flow that has `call`. */
type Child = RunnableFlow & { readonly call: NonNullable<RunnableFlow["call"]> };

/**
 * Returns the callable of a node that runs a flow (SPEC 13): calls the flow with what the node is called with and returns its output. The flow
 * runs with a fresh context, within the run of the node: it is aborted together with the attempt, and the run's listener hears its
 * events.
 *
 * @throws FlowError `define/not-callable` if it is not a flow
 */
export function childFlow<F extends Callee>(flow: F): ChildFlow<F>;
export function childFlow(flow: unknown): Callable {
  if (!isChild(flow)) throw noFlow(flow);
  const callable: Callable = (payload, _, meta) => runChild(flow, payload, meta);
  // Like an async function, it says that no run of the node can be synchronous.
  if (flow.callSync === undefined) Object.defineProperty(callable, Symbol.toStringTag, { value: "AsyncFunction" });
  return flow.features === undefined ? callable : Object.assign(callable, { features: flow.features });
}

function isChild(flow: unknown): flow is Child {
  return typeof (flow as Partial<Child> | null | undefined)?.call === "function" && typeof flow !== "function";
}

function noFlow(flow: unknown): FlowError {
  const found =
    flow === undefined
      ? "undefined: is it exported where it is imported from, and do no two modules import each other?"
      : kindOf(flow);
  return new FlowError("define/not-callable", `A node's \`flow\` must be a flow with \`call\`, it is ${found}`);
}

function runChild(flow: Child, payload: unknown, meta: unknown): unknown {
  // A program calls it, and no node of a flow.
  if (!(meta instanceof CallMeta)) return (flow.callSync ?? flow.call)(payload);
  const run = CallMeta.runOf(meta);
  const { nodeId, visit, signal } = meta;
  const node = stepName(nodeId, visit);
  const step = `${node}@${meta.attempt}`;
  const id = knownIdOf(run);
  const options: RunOptions = {
    signal,
    ...(id !== undefined && { id: `${id}/${step}` }),
    ...(run.onEvent !== undefined && {
      onEvent: passOn(run, { step, signal, describe: () => flow.describe() as FlowDescription }),
    }),
  };
  callers.set(signal, { run, step });
  // Only the last attempt leaves its failures.
  kept.get(run)?.delete(node);
  const context: Partial<FlowContext> = {};
  const failed = (error: unknown): never => {
    if (!signal.aborted) keepFailures(run, node, step, context);
    throw error;
  };
  if (run.mayTurn || flow.callSync === undefined) {
    const answer = flow.call(payload, options, context).catch(failed);
    const ended = (): void => undefined;
    if (flow.features !== undefined) running.set(meta, answer.then(ended, ended));
    return answer;
  }
  try {
    return flow.callSync(payload, options, context);
  } catch (error) {
    return failed(error);
  }
}

/** The failures that flows within a run have recorded, keyed by the step that ran them. */
const kept = new WeakMap<Owner, Map<string, readonly FlowFailure[]>>();

/** Keeps what a child that failed has recorded, for the failure of its node. */
function keepFailures(run: Owner, node: string, step: string, { errors = [] }: Partial<FlowContext>): void {
  const within = errors.map((failure) => ({ ...failure, within: [step, ...(failure.within ?? [])] }));
  const failures = kept.get(run) ?? new Map<string, readonly FlowFailure[]>();
  kept.set(run, failures.set(node, within));
  run.inner = (failing) => {
    failing.context.errors.push(...(failures.get(stepName(failing.node.id, failing.visit)) ?? []));
  };
}
