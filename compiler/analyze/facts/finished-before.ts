import type { Activations } from "./activations.js";
import type { Assumption } from "./assumption.js";
import { addBit, type BitSet, bitsOf, createBitSet, hasBit, intersect, subtract, unite } from "../../bit-set.js";
import type { Count } from "./counts.js";
import type { GraphFacts } from "./graph-facts.js";
import type { LoopScope, LoopScopes } from "./loop-scopes.js";
import { gotoSources } from "./on-every-path.js";
import type { RuledOut } from "./without-ways.js";

/** What has ended when a node starts, within one pass of a cycle and one item of a loop. */
export interface FinishedBefore {
  /** Whether all activations of `one` in a run have ended before any of `other` starts. */
  isFinished(one: number, other: number): boolean;
  /**
   * Returns the nodes whose activations have all ended when a node has ended. Includes the node itself if it runs once.
   */
  endedWith(node: number): BitSet;
  /** Whether paths that meet start a node more than once. */
  isRepeated(node: number): boolean;
}

export interface FinishedInput {
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly activations: Activations;
  readonly assumption: Assumption;
  readonly ruledOut: RuledOut;
}

interface State extends FinishedInput {
  readonly before: BitSet[];
  readonly ended: BitSet[];
  readonly repeated: boolean[];
  readonly gotos: ReadonlyMap<number, readonly number[]>;
  /** Nodes that are also started by a failure after them. */
  readonly late: ReadonlySet<number>;
  /** How many comparisons of counts are left. After that, a node that only some paths bring counts as not finished. */
  readonly checks: { left: number };
}

const mostChecks = 200_000;

/** One way in which a node can start. */
interface Way {
  readonly state: BitSet;
  readonly count: Count | undefined;
  readonly isRepeated: boolean;
}

/**
 * A forward analysis over the arrival rules. A node that can run twice is never added, since the end of one activation
 * says nothing about the other. Ways that no run takes together with a node do not matter for it.
 */
export function findFinishedBefore(input: FinishedInput): FinishedBefore {
  const { facts } = input;
  const none = createBitSet(facts.graph.nodes.length);
  const state = createState(input);
  for (const node of facts.order) {
    visit(node, state);
    learn(node, input.ruledOut(node), state);
  }
  return {
    isFinished: (one, other) => hasBit(state.before[other] ?? none, one),
    endedWith: (node) => state.ended[node] ?? none,
    isRepeated: (node) => state.repeated[node] === true,
  };
}

function createState(input: FinishedInput): State {
  const { facts } = input;
  return {
    ...input,
    before: [],
    ended: [],
    repeated: [],
    gotos: gotoSources(facts),
    late: new Set(facts.lateGotos.values()),
    checks: { left: mostChecks },
  };
}

/** Visits a join again, in the part of the graph that its runs take, and adds what has ended there. */
function learn(join: number, narrowed: GraphFacts | undefined, state: State): void {
  if (narrowed === undefined) return;
  const own: State = { ...createState({ ...state, facts: narrowed }), checks: state.checks };
  for (const node of narrowed.order) {
    visit(node, own);
    uniteAt(node, own, state);
  }
  uniteAt(join, state, own);
  state.repeated[join] = own.repeated[join] === true;
}

function uniteAt(node: number, into: State, from: State): void {
  for (const kind of ["before", "ended"] as const) {
    const [set, other] = [into[kind][node], from[kind][node]];
    if (set !== undefined && other !== undefined) unite(set, other);
  }
}

function visit(node: number, state: State): void {
  const { facts, assumption, before, ended, repeated } = state;
  if (facts.reachable[node] !== true) {
    // Nothing that is said about a node that never starts is wrong.
    before[node] = ended[node] = createBitSet(facts.graph.nodes.length).fill(0xffffffff);
    return;
  }
  const ways = waysTo(node, state);
  const start = meet(ways, state);
  before[node] = start;
  const isTwice = ways.length > 1 && assumption.mayMeet(ways.map(({ count }) => count));
  repeated[node] = isTwice || ways.some((way) => way.isRepeated);
  const end = start.slice();
  if (repeated[node] !== true) addBit(end, node);
  ended[node] = end;
}

function waysTo(node: number, state: State): Way[] {
  const { facts, activations, repeated, gotos } = state;
  const size = facts.graph.nodes.length;
  const groups = (facts.arrivals[node] ?? []).map((group) => joinWay(group, node, state));
  const failed = (gotos.get(node) ?? []).map((from): Way => {
    const isRepeated = repeated[from] === true;
    return { state: state.ended[from] ?? createBitSet(size), count: activations.gotoOf(from), isRepeated };
  });
  const alone: Way = { state: createBitSet(size), count: undefined, isRepeated: false };
  const first = [
    ...(node === facts.graph.entry ? [alone] : []),
    // A failure after the node starts it again, concurrently with what it has started before.
    ...(state.late.has(node) ? [{ ...alone, isRepeated: true }] : []),
  ];
  if (groups.length === 0) return [...first, ...failed];
  // A join has everything that any of its groups has, and runs no more often than the rarest of them arrives.
  const all = createBitSet(size);
  for (const group of groups) unite(all, group.state);
  const count = groups.length === 1 ? groups[0]?.count : activations.startsOf(node);
  const isRepeated = groups.every((group) => group.isRepeated);
  return [...first, { state: all, count, isRepeated }, ...failed];
}

function joinWay(group: readonly { readonly node: number }[], node: number, state: State): Way {
  const { activations, assumption, repeated } = state;
  const ways = group.map(({ node: from }): Way => {
    const isRepeated = repeated[from] === true;
    return { state: endOf(from, node, state), count: activations.edgeOf(from, node), isRepeated };
  });
  const isTwice = ways.length > 1 && assumption.mayMeet(ways.map(({ count }) => count));
  const isRepeated = isTwice || ways.some((way) => way.isRepeated);
  return { state: meet(ways, state), count: ways.length === 1 ? ways[0]?.count : undefined, isRepeated };
}

/** What has ended when an edge is taken. After a loop, this includes everything that its items caused (SPEC 6). */
function endOf(from: number, to: number, { ended, scopes, facts, repeated }: State): BitSet {
  const own = ended[from] ?? createBitSet(facts.graph.nodes.length);
  const loop = scopes.byNode.get(from);
  if (loop?.done !== to || repeated[from] === true || isEntered(loop, facts)) return own;
  const all = own.slice();
  for (const member of loop.members) addBit(all, member);
  return all;
}

/** Whether other paths, or the run itself, lead into a loop's body. */
export function isEntered({ node, members }: LoopScope, { graph, predecessors }: GraphFacts): boolean {
  const inside = new Set([node, ...members]);
  return members.some((member) => {
    return member === graph.entry || (predecessors[member] ?? []).some((from) => !inside.has(from));
  });
}

function meet(ways: readonly Way[], state: State): BitSet {
  const [first, ...others] = ways;
  if (first === undefined) return createBitSet(state.facts.graph.nodes.length);
  const common = first.state.slice();
  if (others.length === 0) return common;
  const some = first.state.slice();
  for (const { state: other } of others) {
    intersect(common, other);
    unite(some, other);
  }
  subtract(some, common);
  for (const node of keepApart(bitsOf(some), ways, state)) addBit(common, node);
  return common;
}

/** From the nodes that only some ways bring, returns those that never run together with any of the other ways. */
function keepApart(nodes: readonly number[], ways: readonly Way[], state: State): number[] {
  const { activations, assumption } = state;
  if (nodes.length === 0 || ways.some(({ count }) => count === undefined)) return [];
  const byCount = new Map(ways.map((way) => [way.count, way]));
  const areAllApart = ways.length === byCount.size && !assumption.mayMeet(ways.map(({ count }) => count));
  return nodes.filter((node) => {
    const count = activations.startsOf(node);
    const own = byCount.get(count);
    if (areAllApart && own !== undefined && hasBit(own.state, node)) return true;
    return ways.every((way) => {
      if (hasBit(way.state, node)) return true;
      state.checks.left -= 1;
      return state.checks.left > 0 && assumption.areApart(count, way.count);
    });
  });
}
