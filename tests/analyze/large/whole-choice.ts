import type { Random } from "../random-flow.js";
import type { LargeChoice } from "./conditions.js";
import type { Draft } from "./generate-flow.js";

/**
 * Adds a choice with `otherwise`, and a join of what it takes with a node that always starts:
 * `s >> (a when … | b otherwise)`, `s >> c`, `((a | b) & c) >> j`. The join fires in every run that starts it, unless `s` fails.
 */
export function addWholeChoice({ nodes, edges, sites }: Draft, random: Random): void {
  const plain = nodes.filter(({ kind }) => kind === "plain");
  const before = plain[random(Math.max(1, plain.length))];
  if (before === undefined) return;
  const site = sites.get(before.id) ?? { loops: [], cycles: [] };
  const add = (choices?: readonly LargeChoice[]): string => {
    const id = `n${nodes.length}`;
    nodes.push({ id, kind: "plain", writes: [], ...(choices && { choices }) });
    sites.set(id, site);
    return id;
  };
  const [a, b, c, join] = [add(), add(), add(), add()];
  const source = add([{ alternatives: [[a], [b]], hasOtherwise: random(6) > 0 }]);
  edges.push({ groups: [[before.id]], to: source });
  for (const target of [a, b, c]) edges.push({ groups: [[source]], to: target });
  edges.push({ groups: [[a, b], [c]], to: join });
}
