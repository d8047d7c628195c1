import type { Random, RandomFlow, RandomNode } from "./random-flow.js";

/** A flow of forks that end in merges or joins, one after the other, some of them in the body of a loop. */
export function forkedFlow(random: Random): RandomFlow {
  const nodes = new Map<string, RandomNode>();
  const edges: string[] = [];
  const add = (node: RandomNode = { type: "FunctionNode" }): string => {
    const id = `n${nodes.size}`;
    nodes.set(id, node);
    return id;
  };
  let start = add();
  for (let blocks = 1 + random(2); blocks > 0; blocks -= 1) {
    if (random(2) === 0) {
      const [loop, body] = [add(), add()];
      edges.push(`${start} >> ${loop}`, `${loop} >> ${body}`);
      nodes.set(loop, { type: "LoopNode", body, items: random(3) });
      start = body;
    }
    const targets = Array.from({ length: 2 + random(2) + random(2) }, () => add());
    edges.push(...targets.map((target) => `${start} >> ${target}`));
    if (random(3) === 0) nodes.set(start, { type: "FunctionNode", goto: add() });
    const last = targets.map((target) => {
      if (random(12) > 0) return target;
      const next = add();
      edges.push(`${target} >> ${next}`);
      return next;
    });
    // In two pairs of parentheses, an edge gets no condition.
    const side = random(3) === 0 ? add() : undefined;
    if (side !== undefined) edges.push(`((${start})) >> ${side}`);
    start = add();
    const joined = random(8) === 0 ? last.slice(1) : last;
    const sign = random(4) === 0 ? " & " : " | ";
    const group = joined.length === 1 ? joined.join("") : `(${joined.join(sign)})`;
    edges.push(side === undefined ? `${group} >> ${start}` : `(${group} & ${side}) >> ${start}`);
  }
  return { nodes, edges };
}
