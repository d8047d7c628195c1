import type { NodeSpec } from "@flowc/runtime";
import { OwnError } from "./model.js";

/** A condition that has failed its node after the result was stored. */
export class ConditionError extends OwnError {
  readonly result: unknown;

  constructor(result: unknown) {
    super();
    this.result = result;
  }
}

interface Started {
  readonly target: string;
  readonly reason?: string;
}

/** What starts after a success, in declared order: evaluates all conditions of a node, once it has written (SPEC 12). */
export function startedBy(node: NodeSpec, result: unknown, context: unknown): Started[] {
  const reasons = new Map<string, string>();
  for (const choice of node.choices ?? []) {
    const taken = choice.find(({ when }) => when === undefined || when(result as never, context as never));
    for (const target of taken?.to ?? []) reasons.set(target, taken?.reason ?? "");
  }
  const always = alwaysStarted(node);
  return (node.next ?? []).flatMap((target): Started[] => {
    const reason = reasons.get(target);
    return reason !== undefined ? [{ target, reason }] : always.includes(target) ? [{ target }] : [];
  });
}

/** The successors without a condition. After a failure, only they start. */
export function alwaysStarted({ choices = [], next = [] }: NodeSpec): string[] {
  const conditional = choices.flat().flatMap(({ to }) => to);
  return next.filter((id) => !conditional.includes(id));
}
