import type { EdgeChain, EdgeGroup } from "./ast.js";
import { isBareName } from "./match-name.js";
import { quote } from "./quoted-text.js";

/** The text of an edge: parsed again it gives the same AST, ranges aside. Groups are in parentheses. */
export function printEdge({ groups }: EdgeChain): string {
  return groups.map(printGroup).join(" >> ");
}

function printGroup(group: EdgeGroup): string {
  if (group.kind === "node-name") return isBareName(group.value) ? group.value : quote(group.value);
  return `(${group.members.map(printGroup).join(group.kind === "all" ? " & " : " | ")})`;
}
