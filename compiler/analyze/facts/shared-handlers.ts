import { hasBit } from "../../bit-set.js";
import type { Count } from "./counts.js";
import type { FinishedBefore, FinishedInput } from "./finished-before.js";
import { gotoSources } from "./on-every-path.js";

/**
 * Whether no activation of a handler runs concurrently with another node. The handler is one that the failures of a loop's
 * items share with failures elsewhere: it is in no body, but the loop's `done_route` waits for it (SPEC 6). What other failures
 * start is never taken together with the other node, or comes after it.
 */
export function createInTurn(
  { facts, scopes, activations, assumption }: FinishedInput,
  finished: FinishedBefore,
): (handler: number, other: number) => boolean {
  const gotos = gotoSources(facts);
  const late = new Set(facts.lateGotos.values());
  const isOfItemsBefore = (from: number, other: number): boolean =>
    finished.isFinished(from, other) &&
    scopes.loops.some(({ members, caused }) => members.includes(from) && !caused.includes(other));
  const isSourceInTurn = (from: number, count: Count | undefined, other: number): boolean =>
    isOfItemsBefore(from, other) ||
    assumption.areApart(count, activations.startsOf(other)) ||
    hasBit(finished.endedWith(from), other) ||
    isInTurn(from, other);
  const isInTurn = (handler: number, other: number): boolean => {
    if (!scopes.shared.has(handler) || late.has(handler)) return false;
    const failing = gotos.get(handler) ?? [];
    const parents = (facts.arrivals[handler] ?? []).flat().map(({ node }) => node);
    return (
      failing.every((from) => isSourceInTurn(from, activations.gotoOf(from), other)) &&
      parents.every((from) => isSourceInTurn(from, activations.edgeOf(from, handler), other))
    );
  };
  return isInTurn;
}
