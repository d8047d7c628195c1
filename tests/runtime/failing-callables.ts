import type { Meta, PolicySpec } from "@flowc/runtime";
import { type AnyFlow, flow, node, same } from "./flows.js";

/** An error with a name that `retry.on` can list. */
export class Flaky extends Error {
  override name = "Flaky";
}

/** Fails this many times, then returns the number of the attempt. */
export function failing(
  times: number,
  error: () => unknown = () => new Flaky("no"),
): (p: unknown, c: unknown, m: Meta) => number {
  return (_payload, _context, { attempt }) => {
    if (attempt <= times) throw error();
    return attempt;
  };
}

/** A node with a policy, and one behind it. */
export const withPolicy = (call: (...args: never) => unknown, policy: PolicySpec): AnyFlow =>
  flow([node("a", call, ["b"], { policy }), node("b", same)]);
