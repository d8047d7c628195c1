import { putInFront } from "../engine/queue.js";
import { PreparedNode } from "../engine/state.js";
import { Waiting } from "../engine/waiting.js";
import type { Feature } from "../flow-spec.js";
import { Flight } from "../concurrency/flight.js";
import { Attempts } from "./attempts.js";

/** Retry and timeout (SPEC 7). */
export const policySupport: Feature = {
  name: "policySupport",
  copy: PreparedNode,
  equip({ nodes }) {
    for (const node of nodes) {
      const { retry, timeout } = node.policy;
      const isLoop = (node.call ?? node.findCall) === undefined;
      if (isLoop || (retry ?? timeout) === undefined) continue;
      // Such a node always needs a `meta`, even if its callable does not look at it: the `meta` tells that a call is
      // under way.
      node.takesMeta = true;
      node.guarded = guarded;
    }
  },
};

const guarded: NonNullable<PreparedNode["guarded"]> = {
  retry(run, { attempt }, error) {
    const attempts = new Attempts(run, new Flight(run), attempt);
    const goesOn = attempts.goesOn(error);
    if (goesOn) putInFront(run, new Waiting(run.node.alone, attempts, run.iteration));
    return goesOn;
  },
  settled(run, call, answer) {
    const { meta } = run;
    // Without a `meta`, the answer already comes from `Attempts`.
    if (meta === undefined) return answer;
    // From here on, a failure is not that of a call that the engine could repeat.
    run.meta = undefined;
    return new Attempts(run, new Flight(run), meta.attempt).settle(call, { meta, began: run.began, answer });
  },
  step(run, call) {
    const flight = new Flight(run);
    run.meta = undefined;
    return () => new Attempts(run, flight, 1).settle(call);
  },
};
