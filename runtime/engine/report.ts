import type { Activation, FlowEvent } from "../flow-event.js";
import { positionsOf } from "./call-meta.js";
import type { Run } from "./state.js";
import { stepName } from "./step-name.js";
import { emit } from "./stop.js";

type Visit = Pick<Run, "node" | "visit" | "iteration">;

/** An event about an activation, without the keys that say which one. */
type About<Event> = Event extends Activation ? Omit<Event, "nodeId" | "visit" | "index"> : never;

/**
 * Notifies the listener, if there is one, of something that concerns an activation: the current one unless stated otherwise.
 *
 * @param about becomes the event, so it must be an object that nobody else has
 */
export function report(run: Run, about: About<FlowEvent>, visit: Visit = run): void {
  if (run.onEvent === undefined) return;
  const activation = activationOf(visit);
  const name = stepName(activation.nodeId, activation.visit);
  if (about.type === "start") (run.underWay ??= new Map()).set(name, activation);
  // All others but `retry` come when it has ended.
  else if (about.type !== "retry") run.underWay?.delete(name);
  // Not a copy with these keys: V8 takes four times as long for one.
  const { nodeId, visit: number } = activation;
  emit(run, Object.assign(about, { nodeId, visit: number, index: positionsOf(visit.iteration) }));
}

function activationOf({ node, visit }: Visit): Activation {
  return { nodeId: node.id, visit };
}

/** The activation that causes the arrivals that are being sent. */
export function causeOf(run: Run): Activation {
  return run.cause ?? activationOf(run);
}
