import type { EdgeGroup, GuardedTarget } from "../../grammar/index.js";
import type { ScalarNode } from "../load/document.js";
import type { AlternativePlan, ChoicePlan } from "../plan.js";
import { locateCondition } from "./locate-condition.js";

/**
 * Returns the conditions on the right side of an edge (SPEC 12): a `|` group with conditions is one choice, any other
 * condition stands for itself.
 */
export function choicesOf(group: EdgeGroup, scalar: ScalarNode): ChoicePlan[] {
  switch (group.kind) {
    case "node-name":
      return [];
    case "guarded-target":
      return [{ alternatives: [alternativeOf(group, scalar)] }];
    case "all":
      return group.members.flatMap((member) => choicesOf(member, scalar));
    case "any": {
      const alternatives = group.members.flatMap((member) =>
        member.kind === "guarded-target" ? [alternativeOf(member, scalar)] : [],
      );
      return alternatives.length === 0 ? [] : [{ alternatives }];
    }
  }
}

function alternativeOf({ target, guard }: GuardedTarget, scalar: ScalarNode): AlternativePlan {
  const span = scalar.spanOf(guard.range);
  const { start, end } = guard.range;
  const condition =
    guard.kind === "when" ? locateCondition(guard.condition, (range) => scalar.spanOf(range)) : undefined;
  return { condition, reason: folded(String(scalar.value).slice(start, end)), targets: idsIn(target), span };
}

/** Folds the blanks of a condition, except for those in quotes. */
function folded(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\s+/gsu, (found) => (/^\s/u.test(found) ? " " : found));
}

function idsIn(group: EdgeGroup): string[] {
  if (group.kind === "node-name") return [group.value];
  return group.kind === "guarded-target" ? idsIn(group.target) : group.members.flatMap(idsIn);
}
