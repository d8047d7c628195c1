import type { RandomFlow, RandomNode } from "../analyze/random-flow.js";
import type { Random } from "./random-callables.js";

/**
 * A flow of three or four cycles inside each other. Each level has a header, perhaps a side branch, and a router that goes back to
 * the header, on to the level around it, or further out.
 */
export function nestedCycles(random: Random): RandomFlow {
  const nodes = new Map<string, RandomNode>();
  const edges: string[] = [];
  const add = (type: RandomNode["type"]): string => {
    const id = `n${nodes.size}`;
    nodes.set(id, { type });
    return id;
  };
  const headers = Array.from({ length: 3 + random(2) }, () => add("FunctionNode"));
  const end = add("FunctionNode");
  for (const [at, header] of headers.entries()) if (at > 0) edges.push(`${headers[at - 1] ?? ""} >> ${header}`);
  let before = headers.at(-1) ?? end;
  for (let level = headers.length - 1; level >= 0; level--) {
    const header = headers[level] ?? end;
    const router = add("CustomRoutingNode");
    edges.push(...arrivalAt(router, { before, header, add, random }), `${router} >> ${header}`);
    if (level > 0 && random(3) === 0) edges.push(`${router} >> ${headers[random(level)] ?? end}`);
    if (level === 0 || random(4) === 0) edges.push(`${router} >> ${end}`);
    if (level === 0) continue;
    before = add("FunctionNode");
    edges.push(`${router} >> ${before}`);
    if (random(5) === 0) nodes.set(before, { type: "FunctionNode", goto: headers[random(level)] ?? end });
  }
  return { nodes, edges };
}

interface Level {
  readonly before: string;
  readonly header: string;
  readonly add: (type: RandomNode["type"]) => string;
  readonly random: Random;
}

/** Edges to the router of a level, from what comes before it, alone or with a side branch of the header. */
function arrivalAt(router: string, { before, header, add, random }: Level): string[] {
  const sign = ["&", "|", undefined][random(3)];
  if (sign === undefined) return [`${before} >> ${router}`];
  const side = add("FunctionNode");
  return [`${header} >> ${side}`, `(${before} ${sign} ${side}) >> ${router}`];
}
