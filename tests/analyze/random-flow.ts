import type { Decision } from "../../compiler/decisions.js";

/** Random flows for property tests: routers, both kinds of joins, loops, cycles, reads and writes of the context. */

/** Returns numbers from 0 up to, but not including, `limit`. The same seed gives the same numbers (mulberry32). */
export function createRandom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

export interface RandomNode {
  readonly type: "FunctionNode" | "CustomRoutingNode" | "LoopNode";
  readonly reads?: string;
  readonly writes?: string;
  /** It may fail, and then this node starts. */
  readonly goto?: string;
  /** It may fail, and then goes on (`on_error: continue`). */
  readonly goesOn?: boolean;
  readonly body?: string;
  readonly done?: string;
  /** The items of a loop. */
  readonly items?: number;
  /** What a router chooses from. Undefined allows any targets. */
  readonly decisions?: readonly Decision[];
  /** For each choice of its conditions, the facts that they ask for. At most one of them is true. */
  readonly asks?: readonly (readonly string[])[];
  /** Whether its conditions read what it has just written. */
  readonly readsOwn?: boolean;
}

export interface RandomFlow {
  readonly nodes: ReadonlyMap<string, RandomNode>;
  readonly edges: readonly string[];
  /** The flow's own `goto`: the node that starts if a node fails without a goto of its own. */
  readonly handler?: string;
  /** Whether its nodes have conditions. */
  readonly isAsked?: boolean;
}

/** A number from 0 up to, but not including, `limit`. */
export type Random = (limit: number) => number;

/**
 * @param isBare whether its nodes do not read or write the context; the graph is the same
 * @param size number of nodes
 */
export function randomFlow(random: Random, isBare = false, size = 2 + random(7)): RandomFlow {
  const ids = Array.from({ length: size }, (_, index) => `n${index}`);
  const kinds = ids.map((_, index) => randomKind(index, size, random));
  const edges: string[] = [];
  const successors = new Map<string, string[]>(ids.map((id) => [id, []]));
  const connect = (from: string, to: string): void => void successors.get(from)?.push(to);
  for (const [index, id] of ids.entries()) {
    if (index === 0) continue;
    const groups = randomGroups(pickParents({ index, ids, kinds, successors, random }), random);
    if (groups.length === 0) continue;
    for (const parent of groups.flat()) connect(parent, id);
    const texts = groups.map((group) => (group.length > 1 ? `(${group.join(" | ")})` : group.join("")));
    if (random(2) === 0) edges.push(`(${texts.join(" & ")}) >> ${id}`);
    else for (const text of texts) edges.push(`${text} >> ${id}`);
  }
  for (const [index, id] of ids.entries()) {
    if (kinds[index] !== "CustomRoutingNode" || random(4) > 0) continue;
    const target = ids[random(index + 1)] ?? id;
    if (successors.get(id)?.includes(target) === true) continue;
    connect(id, target);
    edges.push(`${id} >> ${target}`);
  }
  const nodes = new Map(
    ids.map((id, index) => {
      const node = randomNode(kinds[index], successors.get(id) ?? [], { random, isBare });
      const goto = ids[random(size * 6)];
      return [id, goto === undefined || goto === id || node.type === "LoopNode" ? node : { ...node, goto }];
    }),
  );
  return { nodes, edges };
}

function randomKind(index: number, size: number, random: Random): RandomNode["type"] {
  if (index === size - 1) return "FunctionNode";
  const roll = random(10);
  return roll < 4 ? "CustomRoutingNode" : roll < 5 ? "LoopNode" : "FunctionNode";
}

interface Picking {
  readonly index: number;
  readonly ids: readonly string[];
  readonly kinds: readonly RandomNode["type"][];
  readonly successors: ReadonlyMap<string, readonly string[]>;
  readonly random: Random;
}

/** One to three earlier nodes, close ones first. A loop has a body and at most a done route. */
function pickParents({ index, ids, kinds, successors, random }: Picking): string[] {
  const count = random(12) === 0 ? 0 : 1 + Math.floor(random(6) / 2.5);
  const picked = new Set<string>();
  for (let tries = 0; picked.size < count && tries < 8; tries++) {
    const parent = index - 1 - random(Math.min(index, 5));
    const id = ids[parent] ?? "";
    if (kinds[parent] === "LoopNode" && (successors.get(id)?.length ?? 0) >= 2) continue;
    picked.add(id);
  }
  return [...picked];
}

function randomGroups(parents: readonly string[], random: Random): string[][] {
  const groups: string[][] = [];
  for (const parent of parents) {
    const last = groups.at(-1);
    if (last !== undefined && random(2) === 0) last.push(parent);
    else groups.push([parent]);
  }
  return groups;
}

function randomNode(
  type: RandomNode["type"] = "FunctionNode",
  successors: readonly string[],
  { random, isBare }: { readonly random: Random; readonly isBare: boolean },
): RandomNode {
  const places = ["$ctx.a", "$ctx.b", "$ctx.c"];
  if (type === "LoopNode") {
    const [body, done] = successors;
    if (body !== undefined) return { type, body, ...(done !== undefined && { done }), items: random(3) };
    return { type: "FunctionNode" };
  }
  if (type === "CustomRoutingNode" && successors.length === 0) return { type: "FunctionNode" };
  const write = places[random(8)];
  const read = places[random(8)];
  if (isBare) return { type };
  return { type, ...(write !== undefined && { writes: write }), ...(read !== undefined && { reads: read }) };
}

/** A flow with routers, most of which are known to choose in a certain way. */
export function withDecisions({ nodes, edges }: RandomFlow, random: Random): RandomFlow {
  return {
    edges,
    nodes: new Map(
      [...nodes].map(([id, node]) => {
        if (node.type !== "CustomRoutingNode" || random(5) === 0) return [id, node];
        return [id, { ...node, decisions: randomDecisions(targetsOf(edges, id), random) }];
      }),
    ),
  };
}

/** A flow where one of the last nodes handles the failures of all nodes without a `goto` of their own. */
export function withHandler({ nodes, edges }: RandomFlow, random: Random): RandomFlow {
  const ids = [...nodes.keys()];
  const handler = ids[ids.length - 1 - random(Math.min(3, ids.length))] ?? "n0";
  return { nodes, edges: edges.filter((edge) => random(2) === 0 || !edge.endsWith(` >> ${handler}`)), handler };
}

function randomDecisions(targets: readonly string[], random: Random): Decision[] {
  const each = targets.map((target): Decision => ({ always: [target], maybe: [] }));
  switch (random(5)) {
    case 0:
      return each;
    case 1:
      return [...each, { always: [], maybe: [] }];
    case 2:
      return [{ always: targets, maybe: [] }];
    case 3:
      return [{ always: [], maybe: targets }];
    default:
      return mixedDecisions(targets, random);
  }
}

/**
 * A random choice: each target always, maybe or not at all. Every target is in some decision, since any other would
 * have a finding of its own.
 */
function mixedDecisions(targets: readonly string[], random: Random): Decision[] {
  const decisions = Array.from({ length: 1 + random(3) }, () => {
    const parts = targets.map((target) => ({ target, part: random(4) }));
    const ofPart = (...wanted: number[]): string[] =>
      parts.flatMap(({ target, part }) => (wanted.includes(part) ? [target] : []));
    return { always: ofPart(0, 1), maybe: ofPart(2) };
  });
  const held = new Set(decisions.flatMap(({ always, maybe }) => [...always, ...maybe]));
  const missing = targets.filter((target) => !held.has(target));
  return missing.length === 0 ? decisions : [...decisions, { always: missing, maybe: [] }];
}

/** The targets of a node, in the order of the edges. */
export function targetsOf(edges: readonly string[], id: string): string[] {
  const targets = edges.flatMap((edge) => {
    const [left = "", right = ""] = edge.split(">>");
    return left.split(/[^\w]+/u).includes(id) ? [right.trim()] : [];
  });
  return [...new Set(targets)];
}
