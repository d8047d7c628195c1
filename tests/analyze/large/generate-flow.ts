import type { Decision } from "../../../compiler/decisions.js";
import type { Random } from "../random-flow.js";
import { dress } from "./dress.js";
import type { LargeEdge, LargeFlow, LargeNode } from "./flow.js";
import { addWholeChoice } from "./whole-choice.js";

/** The mix of constructs in a flow. It is drawn once per flow, so that flows differ more than their nodes do. */
export interface Taste {
  readonly size: number;
  readonly concurrency: 1 | 8;
  /** Few choices, so that all of them can be run. */
  readonly isCalm: boolean;
  /** Whether random edges are added, which may break any rule. */
  readonly isWild: boolean;
  /** Whether types say how routers choose. */
  readonly isTyped: boolean;
}

/** A part of a flow with a single first node. What comes after it waits for one of its ends. */
interface Block {
  readonly first: string;
  readonly ends: readonly string[];
}

/** The surroundings of a node. */
export interface Site {
  readonly loops: readonly string[];
  readonly cycles: readonly string[];
}

export interface Draft {
  readonly nodes: LargeNode[];
  readonly edges: LargeEdge[];
  readonly sites: Map<string, Site>;
}

/**
 * Generates a flow of 15 to 60 nodes, nested from sequences, forks, choices, cycles and loops. It is correct except for
 * random additions.
 */
export function generateFlow(random: Random): LargeFlow {
  const isCalm = random(4) === 0;
  const taste: Taste = {
    size: isCalm ? 15 + random(10) : 15 + Math.min(random(46), random(46)),
    concurrency: random(2) === 0 ? 1 : 8,
    isCalm,
    isWild: random(14) === 0,
    // Whether a cycle is left once can only be said where types say that each router sends to one target.
    isTyped: random(5) < (isCalm ? 4 : 2),
  };
  const draft: Draft = { nodes: [], edges: [], sites: new Map() };
  const builder = createBuilder(draft, taste, random);
  builder.block(taste.size, { loops: [], cycles: [] });
  builder.addExtras();
  // In these flows every choice can be run, so a join that is wrongly said to wait is a false alarm.
  if (taste.isCalm && random(2) === 0) addWholeChoice(draft, random);
  return dress(draft, taste, random);
}

interface Builder {
  block(budget: number, site: Site): Block;
  addExtras(): void;
}

function createBuilder({ nodes, edges, sites }: Draft, taste: Taste, random: Random): Builder {
  let choices = 0;

  return { block, addExtras };

  function add(kind: LargeNode["kind"], site: Site, more: Partial<LargeNode> = {}): string {
    const id = `n${nodes.length}`;
    nodes.push({ id, kind, writes: [], ...more });
    sites.set(id, site);
    return id;
  }

  function change(id: string, more: Partial<LargeNode>): void {
    const at = nodes.findIndex((node) => node.id === id);
    const node = nodes[at];
    if (node !== undefined) nodes[at] = { ...node, ...more };
  }

  /** A loop continues with the first node that is connected to it. */
  function connect(groups: readonly (readonly string[])[], to: string): void {
    edges.push({ groups, to });
    for (const id of groups.flat()) {
      const node = nodes.find((other) => other.id === id);
      if (node?.kind !== "loop") continue;
      if (node.body === undefined) change(id, { body: to });
      else if (node.done === undefined) change(id, { done: to });
    }
  }

  function block(budget: number, site: Site): Block {
    if (budget <= 1) return plain(site);
    const mayChoose = !taste.isCalm || choices < 2;
    const roll = random(20);
    if (budget >= 4 && roll < 3) return fork(budget, site);
    if (budget >= 4 && roll < 6 && mayChoose) return choice(budget, site);
    if (budget >= 3 && roll < 9 && mayChoose && site.cycles.length < 3) return cycle(budget, site);
    if (budget >= 3 && roll < 12 && site.loops.length < 3) return loop(budget, site);
    if (budget >= 3 && roll < 13) return aside(budget, site);
    return sequence(budget, site);
  }

  function plain(site: Site): Block {
    const id = add("plain", site);
    return { first: id, ends: [id] };
  }

  function sequence(budget: number, site: Site): Block {
    const [first, ...others] = split(budget, 2 + random(3));
    let last = block(first ?? 1, site);
    const beginning = last.first;
    for (const part of others) {
      const next = block(part, site);
      connect([last.ends], next.first);
      last = next;
    }
    return { first: beginning, ends: last.ends };
  }

  /** `f >> (a & b)`, and a join of their ends. */
  function fork(budget: number, site: Site): Block {
    const first = add("plain", site);
    const branches = split(budget - 2, 2 + random(2)).map((part) => block(part, site));
    for (const branch of branches) connect([[first]], branch.first);
    const join = add("plain", site);
    connect(
      branches.map(({ ends }) => ends),
      join,
    );
    return { first, ends: [join] };
  }

  /** `r >> (a | b)`, merged by what comes next. Sometimes a branch goes nowhere, or the router goes straight on. */
  function choice(budget: number, site: Site): Block {
    choices++;
    const first = add("router", site);
    const branches = split(budget - 1, 2 + random(2)).map((part) => block(part, site));
    for (const branch of branches) connect([[first]], branch.first);
    if (random(40) === 0) {
      const join = add("plain", site);
      connect(
        branches.map(({ ends }) => ends),
        join,
      );
      return { first, ends: [join] };
    }
    const kept = random(6) === 0 ? branches.slice(1) : branches;
    const ends = kept.flatMap((branch) => branch.ends);
    return { first, ends: random(6) === 0 ? [...ends, first] : ends };
  }

  /** `h >> … >> r`, `r >> (h | next)`, with branches that leave a pass in addition. */
  function cycle(budget: number, site: Site): Block {
    choices++;
    const header = add("plain", site);
    const inside: Site = { loops: site.loops, cycles: [...site.cycles, header] };
    const sides: string[] = [];
    const side = (from: string, size: number): void => {
      const branch = block(size, site);
      connect([[from]], branch.first);
      sides.push(...branch.ends);
    };
    let spare = budget - 2;
    const sideSize = spare >= 3 && random(2) === 0 ? 1 + random(Math.min(3, spare - 2)) : 0;
    spare -= sideSize;
    let last: Block = { first: header, ends: [header] };
    if (spare > 0) {
      const inner = block(spare, inside);
      connect([[header]], inner.first);
      last = inner;
    }
    // A plain node there would never let the cycle end.
    const router = add(random(50) === 0 ? "plain" : "router", inside);
    connect([last.ends], router);
    if (sideSize > 0)
      side([header, router, ...last.ends.filter((id) => kindOf(id) === "plain")][random(3)] ?? header, sideSize);
    connect([[router]], header);
    if (sides.length > 0 && random(4) === 0) return { first: header, ends: [router, ...sides] };
    return { first: header, ends: random(3) < (taste.isCalm ? 2 : 1) ? twoExits(router, site) : [router] };
  }

  /** Two ways out of a cycle: what its router chooses, and what a failure on the way leads to. */
  function twoExits(router: string, site: Site): string[] {
    const [one, other] = [add("plain", site), add("plain", site)];
    connect([[router]], one);
    const inside = nodes.filter((node) => {
      const around = sites.get(node.id);
      return (
        node.kind === "plain" &&
        around?.cycles.at(-1) === sites.get(router)?.cycles.at(-1) &&
        around?.loops.length === site.loops.length
      );
    });
    if (random(3) === 0) {
      connect([[one]], other);
      return [other, router];
    }
    const failing = random(2) === 0 ? inside[random(Math.max(1, inside.length))] : undefined;
    if (failing === undefined) connect([[router]], other);
    else change(failing.id, { onError: { goto: other }, canFail: true });
    return [one, other];
  }

  function loop(budget: number, site: Site): Block {
    const first = add("loop", site);
    const inside: Site = { loops: [...site.loops, first], cycles: site.cycles };
    const body = block(budget - 1, inside);
    connect([[first]], body.first);
    change(first, { collect: body.ends[random(body.ends.length)] ?? body.first });
    return { first, ends: [first] };
  }

  /** A node that also starts something nobody waits for. */
  function aside(budget: number, site: Site): Block {
    const first = add("plain", site);
    const branch = block(1 + random(Math.min(4, budget - 2)), site);
    connect([[first]], branch.first);
    return { first, ends: [first] };
  }

  function kindOf(id: string): string | undefined {
    return nodes.find((node) => node.id === id)?.kind;
  }

  // Parts that break the nesting

  function addExtras(): void {
    for (let count = random(4); count > 0; count--) addJoin();
    if (random(25) === 0) addOrphan();
    if (taste.isWild) for (let count = 1 + random(2); count > 0; count--) addWildEdge();
  }

  /** Adds a node after some nodes of the same loop, inside or outside of their cycles. */
  function addJoin(): void {
    const one = pick(nodes.filter(({ kind }) => kind === "plain"));
    const site = one === undefined ? undefined : sites.get(one.id);
    if (one === undefined || site === undefined) return;
    const cycles = site.cycles.slice(0, random(site.cycles.length + 1));
    const others = nodes.filter(({ id, kind }) => {
      const other = sites.get(id);
      const isSameLoop = other?.loops.at(-1) === site.loops.at(-1);
      const isIn = cycles.every((header) => other?.cycles.includes(header));
      return kind === "plain" && id !== one.id && isSameLoop && isIn;
    });
    const other = random(2) === 0 ? undefined : pick(others);
    const id = add("plain", { loops: site.loops, cycles });
    if (other === undefined) connect([[one.id]], id);
    else connect(random(4) === 0 ? [[one.id, other.id]] : [[one.id], [other.id]], id);
  }

  /** A node that nothing starts, and sometimes a join that waits for it. */
  function addOrphan(): void {
    const id = add("plain", { loops: [], cycles: [] });
    const parent = pick(nodes.filter((node) => node.kind === "plain" && sites.get(node.id)?.loops.length === 0));
    if (random(2) === 0 || parent === undefined || parent.id === id) return;
    connect([[id], [parent.id]], add("plain", { loops: [], cycles: [] }));
  }

  function addWildEdge(): void {
    const [from, to] = [pick(nodes), pick(nodes)];
    if (from === undefined || to === undefined || from.kind === "loop" || from.id === to.id) return;
    const known = edges.some((edge) => edge.to === to.id && edge.groups.flat().includes(from.id));
    if (!known) edges.push({ groups: [[from.id]], to: to.id });
  }

  function pick<T>(list: readonly T[]): T | undefined {
    return list[random(Math.max(1, list.length))];
  }

  function split(budget: number, parts: number): number[] {
    const sizes = Array.from({ length: Math.min(parts, budget) }, () => 1);
    for (let left = budget - sizes.length; left > 0; left--) {
      const at = random(sizes.length);
      sizes[at] = (sizes[at] ?? 0) + 1;
    }
    return sizes;
  }
}

export function randomDecisions(targets: readonly string[], random: Random): Decision[] {
  const each = targets.map((target): Decision => ({ always: [target], maybe: [] }));
  // A guard, which would have nothing to choose.
  if (targets.length === 1) return [...each, { always: [], maybe: [] }];
  switch (random(8)) {
    case 0:
      return [...each, { always: [], maybe: [] }];
    case 1:
      return [{ always: [], maybe: targets }];
    case 2:
      return [{ always: targets, maybe: [] }, ...each];
    default:
      return each;
  }
}
