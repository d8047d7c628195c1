import type { ErrorRule, LargeFlow, LargeNode } from "./flow.js";

/**
 * What SPEC 2, 5, 6 and 7 say about a flow's graph, indexed by the positions of its nodes. Slow and obvious; it shares
 * nothing with the compiler.
 */
export interface Graph {
  readonly nodes: readonly LargeNode[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Targets of each node, in the order of the edges, without duplicates. A loop's include its body and done route. */
  readonly next: readonly (readonly number[])[];
  /** Where a failure leads, and whether the flow's own policy says so. */
  readonly rules: readonly Rule[];
  /** Groups of forward parents. */
  readonly groups: readonly (readonly (readonly number[])[])[];
  /** The members of each cycle, with the bodies of the loops among them, keyed by header. */
  readonly extents: ReadonlyMap<number, ReadonlySet<number>>;
  /** The members without these bodies. */
  readonly cycles: ReadonlyMap<number, ReadonlySet<number>>;
  /** Everything that each loop runs once per item, keyed by the loop. */
  readonly bodies: ReadonlyMap<number, ReadonlySet<number>>;
  isBack(from: number, to: number): boolean;
  /**
   * Nodes that a forward or backward path leads to, including gotos. The node itself is only among them if it is in a
   * cycle.
   */
  reachOf(node: number): ReadonlySet<number>;
}

export interface Rule {
  readonly action: "stop" | "continue" | "goto";
  readonly goto: number | undefined;
  readonly isOfFlow: boolean;
}

export function graphOf(flow: LargeFlow): Graph {
  const { nodes } = flow;
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const position = (id: string): number => indexOf.get(id) ?? -1;
  const next: number[][] = nodes.map(() => []);
  const declared: number[][][] = nodes.map(() => []);
  for (const { groups, to } of flow.edges) {
    for (const group of groups) {
      declared[position(to)]?.push(group.map(position));
      for (const from of group)
        if (next[position(from)]?.includes(position(to)) === false) next[position(from)]?.push(position(to));
    }
  }
  const rules = nodes.map((node) => ruleOf(node, flow, position));
  const all = next.map((targets, from) => withGoto(targets, from, rules));
  const dominated = all.map((targets, header) => dominatedBy(header, all, targets));
  const isBack = (from: number, to: number): boolean => from === to || dominated[to]?.has(from) === true;
  const bodies = new Map(
    nodes.flatMap(({ kind, body }, index): [number, ReadonlySet<number>][] =>
      kind === "loop" && body !== undefined ? [[index, reach([position(body)], all, index)]] : [],
    ),
  );
  const cycles = findCycles(all, isBack);
  const extents = new Map(
    [...cycles].map(([header, members]) => {
      const inner = [...members].flatMap((member) => [...(bodies.get(member) ?? [])]);
      return [header, new Set([...members, ...inner])];
    }),
  );
  const groups = declared.map((list, to) =>
    list.map((group) => group.filter((from) => !isBack(from, to))).filter((group) => group.length > 0),
  );
  const reached: (ReadonlySet<number> | undefined)[] = [];
  const reachOf = (node: number): ReadonlySet<number> => (reached[node] ??= reach(all[node] ?? [], all, -1));
  return { nodes, indexOf, next, rules, groups, extents, cycles, bodies, isBack, reachOf };
}

/** The node's own rule, or else the flow's. The node that the flow's own goto leads to does not take it. */
function ruleOf(node: LargeNode, flow: LargeFlow, position: (id: string) => number): Rule {
  const isOfFlow = node.onError === undefined;
  const rule: ErrorRule = node.onError ?? flow.onError ?? "stop";
  if (typeof rule === "string") return { action: rule, goto: undefined, isOfFlow };
  const goto = position(rule.goto);
  if (isOfFlow && rule.goto === node.id) return { action: "stop", goto: undefined, isOfFlow };
  return { action: "goto", goto, isOfFlow };
}

function withGoto(targets: readonly number[], from: number, rules: readonly Rule[]): readonly number[] {
  const goto = rules[from]?.goto;
  return goto === undefined || targets.includes(goto) ? targets : [...targets, goto];
}

/** Nodes that paths from some nodes lead to, including these, without passing through a certain node. */
function reach(from: readonly number[], all: readonly (readonly number[])[], without: number): Set<number> {
  const seen = new Set<number>();
  const stack = from.filter((node) => node !== without);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const to of all[node] ?? []) if (to !== without && !seen.has(to)) stack.push(to);
  }
  return seen;
}

/** The nodes after a header that no path from the entry reaches without it; empty if nothing leads back. */
function dominatedBy(
  header: number,
  all: readonly (readonly number[])[],
  targets: readonly number[],
): ReadonlySet<number> {
  const behind = reach(targets, all, -1);
  if (!behind.has(header)) return new Set();
  const around = header === 0 ? new Set<number>() : reach([0], all, header);
  return new Set([...behind].filter((node) => !around.has(node)));
}

function findCycles(
  all: readonly (readonly number[])[],
  isBack: (from: number, to: number) => boolean,
): Map<number, ReadonlySet<number>> {
  const parents: number[][] = all.map(() => []);
  for (const [from, targets] of all.entries()) for (const to of targets) parents[to]?.push(from);
  const cycles = new Map<number, ReadonlySet<number>>();
  for (const header of all.keys()) {
    const sources = (parents[header] ?? []).filter((from) => isBack(from, header));
    if (sources.length > 0) cycles.set(header, reach(sources, parents, header).add(header));
  }
  return cycles;
}
