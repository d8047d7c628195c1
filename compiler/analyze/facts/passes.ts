import { addToList } from "../../add-to-list.js";
import type { Activations } from "./activations.js";
import type { Assumption } from "./assumption.js";
import { addBit, type BitSet, bitsOf, createBitSet, hasBit, subtract, unite } from "../../bit-set.js";
import type { Count } from "./counts.js";
import type { FinishedBefore } from "./finished-before.js";
import type { GraphFacts } from "./graph-facts.js";
import type { Cycle } from "./cycle.js";
import type { Ordering } from "./ordering.js";

/** Which nodes in one pass of a cycle can still be under way in the next. */
export interface Passes {
  /**
   * Whether a pass of a cycle can leave one of two nodes behind, and the other belongs to a later pass or comes after
   * it.
   */
  mayOverlap(one: number, other: number): boolean;
  /** Whether some cycle can go on while a node still runs. */
  isLeftBehind(node: number): boolean;
  /**
   * Returns the header of a cycle whose passes let two nodes overlap: both are inside it or left behind by it, or
   * within one pass a path leads from one to the other.
   */
  cycleOf(one: number, other: number): number | undefined;
}

export interface PassInput {
  readonly facts: GraphFacts;
  readonly ordering: Ordering;
  readonly activations: Activations;
  readonly assumption: Assumption;
  readonly finished: FinishedBefore;
  /** The loops whose bodies contain a node. */
  loopsOf(node: number): readonly number[];
}

interface PassCycle extends Cycle {
  /** The header, and everything that a forward path leads to from it. */
  readonly from: BitSet;
  /** Nodes in `from` that may not have ended when the next pass begins. */
  readonly loose: BitSet;
  /** How often each way back is taken in a pass. */
  readonly counts: readonly (Count | undefined)[];
}

/**
 * A node is *loose* in a cycle if the header leads to it, and if some way back to the header can be taken while it
 * still runs. Nothing that the next pass starts waits for it, so it may run concurrently with everything that the
 * header leads to.
 */
export function findPasses(input: PassInput): Passes {
  const { facts } = input;
  const size = facts.graph.nodes.length;
  if (facts.cycles.length === 0)
    return { mayOverlap: () => false, isLeftBehind: () => false, cycleOf: () => undefined };
  const cycles = findLoose(input);
  const before = looseBefore(cycles, facts);
  const behind = ledToBeside(cycles, facts);
  const none = createBitSet(size);
  const isLeft = findLeft(cycles);
  return {
    mayOverlap: (one, other) => hasBit(before[other] ?? none, one) || hasBit(behind[other] ?? none, one),
    isLeftBehind: (node) => isLeft.has(node),
    cycleOf: (one, other) => {
      if (!isLeft.has(one) && !isLeft.has(other)) return undefined;
      const { ordering, loopsOf } = input;
      const isInTurn = ordering.isBefore(one, other) || ordering.isBefore(other, one);
      return cycles.find(({ loose, members, from }) => {
        const isInside = (node: number): boolean =>
          hasBit(loose, node) || [node, ...loopsOf(node)].some((around) => members.includes(around));
        if (!isInTurn && !(isInside(one) && isInside(other))) return false;
        return (hasBit(loose, one) && hasBit(from, other)) || (hasBit(loose, other) && hasBit(from, one));
      })?.header;
    },
  };
}

/** Visits inner cycles first: what they leave behind is still under way when the outer cycle begins its next pass. */
function findLoose(input: PassInput): PassCycle[] {
  const { facts, ordering } = input;
  const innerFirst = [...facts.cycles].sort((one, other) => one.members.length - other.members.length);
  const within = new Map<number, PassCycle[]>();
  const known = new Map<number, PassCycle>();
  return innerFirst.map((cycle) => {
    const from = ordering.reachedFrom(cycle.header).slice();
    addBit(from, cycle.header);
    const ways = waysBack(cycle, input);
    const loose = looseIn(cycle, ways, { from, inner: within.get(cycle.header) ?? [], known, input });
    const found = { ...cycle, from, loose, counts: ways.map(({ count }) => count) };
    known.set(cycle.header, found);
    const around = facts.nesting.around(cycle.header);
    if (around !== undefined) addToList(within, around, found);
    return found;
  });
}

interface Around {
  readonly from: BitSet;
  /** The cycles inside this one. */
  readonly inner: readonly PassCycle[];
  /** All cycles so far, keyed by header. */
  readonly known: ReadonlyMap<number, PassCycle>;
  readonly input: PassInput;
}

/** A way back to the header, and how often a pass takes it. */
interface WayBack {
  readonly source: number;
  readonly count: Count | undefined;
}

function waysBack({ backEdges }: Cycle, { facts, activations }: PassInput): WayBack[] {
  return backEdges.map(({ from: source, to }) => {
    const isGoto = facts.graph.gotos[source]?.to === to;
    return { source, count: isGoto ? activations.gotoOf(source) : activations.backEdgeOf(source, to) };
  });
}

function looseIn(cycle: Cycle, ways: readonly WayBack[], { from, inner, known, input }: Around): BitSet {
  const { facts, assumption, finished } = input;
  const counts = ways.map(({ count }) => count);
  const leaving = { cycle, inner, known, input };
  const isForked =
    ways.some(({ source }) => finished.isRepeated(source) || isTakenAgain(source, leaving)) ||
    (ways.length > 1 && assumption.mayMeet(counts));
  // If two passes can run at the same time, everything in them is concurrent.
  if (isForked) return from;
  const loose = createBitSet(facts.graph.nodes.length);
  const outside = leftBehind(cycle, counts, input);
  for (const { source, count } of ways) {
    const open = from.slice();
    subtract(open, finished.endedWith(source));
    for (const { from: reached, loose: left } of inner) if (hasBit(reached, source)) unite(open, left);
    subtract(open, loose);
    keepTogether(open, { count, cycle, outside, all: new Set(counts), input });
    unite(loose, open);
  }
  return loose;
}

interface Leaving extends Pick<Around, "inner" | "known" | "input"> {
  readonly cycle: Cycle;
}

/** Whether an inner cycle may go on while a way back of the outer one is taken, so that it leads to that way again. */
function isTakenAgain(source: number, { cycle, inner, known, input }: Leaving): boolean {
  const { facts, activations, assumption } = input;
  const taken = activations.takenOf(source, cycle.header);
  const left = facts.nesting.leftBy(source, cycle.header).flatMap((header) => known.get(header) ?? []);
  return (
    left.some(({ counts }) => !counts.every((count) => assumption.areApart(count, taken))) ||
    inner.some(({ loose }) => hasBit(loose, source))
  );
}

/** The nodes outside of the cycle that a pass can start in addition to going back. */
function leftBehind(cycle: Cycle, ways: readonly (Count | undefined)[], input: PassInput): BitSet {
  const { facts, ordering, activations, assumption } = input;
  const found = createBitSet(facts.graph.nodes.length);
  const inside = new Set(cycle.members);
  for (const member of cycle.members) {
    for (const to of facts.graph.successors[member] ?? []) {
      if (inside.has(to) || hasBit(found, to)) continue;
      const count = activations.takenInPass(member, to, cycle.header);
      if (ways.every((way) => assumption.areApart(way, count))) continue;
      addBit(found, to);
      unite(found, ordering.reachedFrom(to));
    }
  }
  return found;
}

interface Together {
  readonly count: Count | undefined;
  readonly cycle: Cycle;
  readonly outside: BitSet;
  /** The counts of all ways back. One pass never takes two of them. */
  readonly all: ReadonlySet<Count | undefined>;
  readonly input: PassInput;
}

/** Removes the nodes that never run in a pass that goes back this way. */
function keepTogether(open: BitSet, { count, cycle, outside, all, input }: Together): void {
  const { activations, assumption } = input;
  const inside = new Set(cycle.members);
  const apart = createBitSet(open.length * 32);
  for (const node of bitsOf(open)) {
    const own = activations.startsOf(node);
    const isApart = inside.has(node)
      ? own !== count && (all.has(own) || assumption.areApart(own, count))
      : !hasBit(outside, node);
    if (isApart) addBit(apart, node);
  }
  subtract(open, apart);
}

/** For each node, what is loose in a cycle whose header leads to the node. */
function looseBefore(cycles: readonly PassCycle[], facts: GraphFacts): BitSet[] {
  const looseOf = new Map(cycles.map(({ header, loose }) => [header, loose]));
  const found = facts.graph.nodes.map(() => createBitSet(facts.graph.nodes.length));
  for (const node of facts.order) {
    const set = found[node];
    if (set === undefined) continue;
    for (const from of facts.predecessors[node] ?? []) {
      const earlier = found[from];
      if (earlier !== undefined && !facts.isBack(from, node)) unite(set, earlier);
    }
    const own = looseOf.get(node);
    if (own !== undefined) unite(set, own);
  }
  return found;
}

/** For each node, finds the cycles in which it is loose and returns everything that their headers lead to. */
function ledToBeside(cycles: readonly PassCycle[], facts: GraphFacts): BitSet[] {
  const byHeader = new Map(cycles.map((cycle) => [cycle.header, cycle]));
  const found = facts.graph.nodes.map(() => createBitSet(facts.graph.nodes.length));
  for (const header of facts.order) {
    const cycle = byHeader.get(header);
    for (const node of cycle === undefined ? [] : bitsOf(cycle.loose)) {
      const set = found[node];
      // If a header before this one leads here, it also leads to everything that this one leads to.
      if (cycle !== undefined && set !== undefined && !hasBit(set, header)) unite(set, cycle.from);
    }
  }
  return found;
}

function findLeft(cycles: readonly PassCycle[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { loose } of cycles) for (const node of bitsOf(loose)) found.add(node);
  return found;
}
