import type { NodeSpec } from "../node-spec.js";

/** Returns what is wrong with the conditions of a node; undefined if nothing is. */
export function faultOfChoices({ kind, choices = [], ...node }: NodeSpec): string | undefined {
  if (choices.length > 0 && (kind === "loop" || kind === "router")) return `a ${kind} has no \`choices\``;
  const next = "next" in node ? (node.next ?? []) : [];
  const seen = new Set<string>();
  for (const choice of choices) {
    for (const [position, { to, when }] of choice.entries()) {
      if (when !== undefined && typeof when !== "function") return "the `when` of an alternative must be a function";
      if (when === undefined && position < choice.length - 1)
        return "only the last alternative of a choice may lack a `when`";
      for (const id of to) {
        if (!next.includes(id)) return `an alternative leads to \`${id}\`, which is not in \`next\``;
        if (seen.has(id)) return `two alternatives lead to \`${id}\``;
        seen.add(id);
      }
    }
  }
  return undefined;
}
