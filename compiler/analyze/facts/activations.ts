import { canMeet, isGivenUp, isPossible, type Meeting, withSeveralStarts } from "./compare-counts.js";
import {
  dependsOnMore,
  differenceOf,
  exclusiveChoice,
  failureBetween,
  isCertain,
  isNeverLess,
  routerBetween,
} from "./count-differences.js";
import { createCountRegions } from "./count-regions.js";
import { exclusivePair, meetingPair, type Pair, someMeet } from "./count-pairs.js";
import { type Count, createCountStore, type RouteTerm } from "./counts.js";
import { findMixedStarts, type MixedStarts, type Source } from "./mixed-starts.js";
import {
  type ActivationInput,
  edgeCount,
  findStarts,
  gotoCount,
  returningCounts,
  startedCount,
  startedInPass,
  type State,
} from "./start-counts.js";

/**
 * How often nodes start, as a function of what routers choose (SPEC 10: one target, several or none, unless `choices`
 * says more).
 *
 * A *count* is the number of starts within one scope: one run, one item of a loop, or one pass of a cycle. Counts
 * consist of interned *terms*. Two nodes start equally often regardless of what routers choose if their counts are the
 * same number here. A count is the minimum of its terms: the start of the scope, the choice of a target by one
 * activation of a router, the sum of several counts (`|`), or what a cycle lets out. See
 * `docs/internals/counts-and-activations.md`.
 */
export interface Activations {
  /** How often a node starts over its forward edges, in the scope around it. Undefined means never. */
  startsOf(node: number): Count | undefined;
  /** How often each group of a join's parents delivers an arrival, in the order of `facts.arrivals`. */
  groupsOf(node: number): readonly (Count | undefined)[];
  /** How often an edge is taken, in the scope of its target. Undefined means never. */
  edgeOf(from: number, to: number): Count | undefined;
  /** How often the `goto` of a node is taken, in the scope of its target. If it leads back, in one pass. */
  gotoOf(from: number): Count | undefined;
  /** How often a node starts another one, by an edge or its `goto`, in its own scope. */
  takenOf(from: number, to: number): Count | undefined;
  /** The same, in one pass of a cycle that contains the node; in cycles inside of that, over all of their passes. */
  takenInPass(from: number, to: number, header: number): Count | undefined;
  /** How often a back edge is taken in one pass. */
  backEdgeOf(from: number, to: number): Count | undefined;
  /** Whether a count is always at least one, regardless of what routers choose. */
  isCertain(count: Count): boolean;
  /** Whether a count can be more than one if routers send to several targets. */
  isRepeatable(count: Count): boolean;
  /** Whether a node is a join that never fires, since two of its groups never have an arrival in one run. */
  isExclusive(node: number): boolean;
  /**
   * Returns the first two counts that are never both above zero in one run: one requires a node's success, the other
   * its failure.
   */
  impossiblePair(counts: readonly (Count | undefined)[]): Pair | undefined;
  /** Returns the router that, according to its type, never chooses both, so that no run has both counts above zero. */
  exclusiveBy(one: Count, other: Count): number | undefined;
  /** Whether no run has both counts above zero, however many targets routers send to. */
  areExclusive(one: Count, other: Count): boolean;
  /** Whether one run can have both counts above zero even if each router sends to one target only. */
  canCoincide(one: Count, other: Count): boolean;
  /** Whether a run can have the count above zero. Only considers what is before the next join. */
  isPossible(count: Count): boolean;
  /** Whether the analysis gave up on the question if two counts can coincide. Then it assumes that they can. */
  isDoubtful(one: Count, other: Count): boolean;
  /** Whether the analysis has given up on any question so far. */
  hasGivenUp(): boolean;
  /** Returns the first two counts that can coincide. */
  coincidingPair(counts: readonly (Count | undefined)[]): Pair | undefined;
  /**
   * Returns the first two starts of a node that can coincide because a join before one of them combines several starts
   * of a router.
   */
  mixedPair(sources: readonly Source[]): Pair | undefined;
  /**
   * Whether it is certain that no two of the counts can coincide. Takes linear time, and so does not find all cases.
   */
  areKnownApart(counts: readonly Count[]): boolean;
  /** Returns a choice without which the first count is zero and that the second does not depend on. */
  differenceOf(one: Count, other: Count): RouteTerm | undefined;
  /** Returns a router without whose choices the first count is zero and that the second does not depend on. */
  routerBetween(one: Count, other: Count): number | undefined;
  /** Whether the first count depends on a choice or a success that the second does not depend on. */
  dependsOnMore(one: Count, other: Count): boolean;
  /** Whether the first count is never less than the second. */
  isNeverLess(one: Count, other: Count): boolean;
  /** Returns a node without whose success the first count is zero and that the second does not depend on. */
  failureBetween(one: Count, other: Count): number | undefined;
}

export function findActivations(input: ActivationInput): Activations {
  const store = createCountStore(input.choices);
  const state = findStarts(input, store);
  const { inRun } = state;
  const { budget } = inRun;
  const regions = createCountRegions(store, returningCounts(state));
  let mixed: MixedStarts | undefined;
  const byChoice: Meeting = { ...inRun, regions, known: new Map(), isChoice: true };
  return {
    startsOf: (node) => state.starts[node],
    groupsOf: (node) => state.groups[node] ?? [],
    edgeOf: (from, to) => edgeCount(from, to, state),
    gotoOf: (from) => gotoCount(from, state),
    takenOf: (from, to) => startedCount(from, to, state),
    takenInPass: (from, to, header) => startedInPass(from, to, { header, state }),
    backEdgeOf: (from, to) => edgeCount(from, to, state),
    isCertain: (count) => isCertain(count, store, new Map()),
    isRepeatable: (count) => store.repeats[count] === true,
    isExclusive: (node) => state.isExclusive[node] === true,
    impossiblePair: (counts) => exclusivePair(counts, inRun),
    areExclusive: (one, other) => !canMeet(one, other, inRun),
    exclusiveBy: (one, other) => exclusiveChoice(one, other, store)?.router,
    canCoincide: (one, other) => canMeet(one, other, byChoice),
    mixedPair: (sources) =>
      mixedPair(sources, (mixed ??= findMixedStarts({ ...input, ...state })), { state, byChoice }),
    isPossible: (count) => isPossible(count, byChoice),
    hasGivenUp: () => budget.wasSpent,
    isDoubtful: (one, other) => isGivenUp(one, other, byChoice),
    coincidingPair: (counts) => meetingPair(counts, byChoice),
    areKnownApart: (counts) => someMeet(counts, byChoice) === false,
    differenceOf: (one, other) => differenceOf(one, other, store),
    routerBetween: (one, other) => routerBetween(one, other, store),
    dependsOnMore: (one, other) => dependsOnMore(one, other, store),
    isNeverLess: (one, other) => isNeverLess(one, other, store),
    failureBetween: (one, other) => failureBetween(one, other, store),
  };
}

interface Asking {
  readonly state: State;
  readonly byChoice: Meeting;
}

function mixedPair(sources: readonly Source[], { isNowhere, deciding }: MixedStarts, asking: Asking): Pair | undefined {
  if (isNowhere) return undefined;
  const { state, byChoice } = asking;
  const counts = sources.map(({ from, to }) =>
    to === undefined ? gotoCount(from, state) : edgeCount(from, to, state),
  );
  for (const [index, one] of sources.entries()) {
    for (const [next, other] of sources.entries()) {
      const [left, right] = [counts[index], counts[next]];
      if (next <= index || left === undefined || right === undefined) continue;
      const nodes = deciding(one, other);
      if (nodes.length === 0) continue;
      if (
        canMeet(
          left,
          right,
          withSeveralStarts(byChoice, (node) => nodes.includes(node)),
        )
      )
        return [index, next];
    }
  }
  return undefined;
}
