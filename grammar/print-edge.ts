import type { EdgeChain, EdgeGroup } from "./ast.js";
import { isBareName } from "./match-name.js";
import { quote } from "./quoted-text.js";

/** Prints an edge. Parsing the result gives the same AST, except for ranges. Groups are in parentheses. */
export function printEdge({ groups }: EdgeChain): string {
  return groups.map(printGroup).join(" >> ");
}

function printGroup(group: EdgeGroup): string {
  if (group.kind === "node-name") return isBareName(group.value) ? group.value : quote(group.value);
  return `(${group.members.map(printGroup).join(group.kind === "all" ? " & " : " | ")})`;
}
