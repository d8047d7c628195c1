import type { EdgeChain, EdgeGroup, GuardedTarget } from "./ast.js";
import { isBareName } from "./match-name.js";
import { printCondition } from "./print-condition.js";
import { quote } from "./quoted-text.js";

/** Prints an edge. Parsing the result gives the same AST, except for ranges. Groups are in parentheses. */
export function printEdge({ groups }: EdgeChain): string {
  return groups.map(printGroup).join(" >> ");
}

function printGroup(group: EdgeGroup): string {
  if (group.kind === "node-name") return isBareName(group.value) ? group.value : quote(group.value);
  if (group.kind === "guarded-target") return `${printGroup(group.target)} ${printGuard(group.guard)}`;
  return `(${group.members.map(printGroup).join(group.kind === "all" ? " & " : " | ")})`;
}

function printGuard(guard: GuardedTarget["guard"]): string {
  return guard.kind === "otherwise" ? "otherwise" : `when ${printCondition(guard.condition)}`;
}
