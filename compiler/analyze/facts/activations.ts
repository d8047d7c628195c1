import {
  canMeet,
  createMeeting,
  dependsOnMore,
  differenceOf,
  exclusiveChoice,
  failureBetween,
  isCertain,
  isGivenUp,
  isNeverLess,
  isPossible,
  routerBetween,
  type Meeting,
  withSeveralStarts,
} from "./compare-counts.js";
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
  type State,
} from "./start-counts.js";

/**
 * How often nodes start, as a function of what routers choose (SPEC 10: one target, several or none, where `choices` does
 * not say more).
 *
 * A *count* is a number of starts within one scope: one run, one item of a loop, or one pass of a cycle. Counts are made of
 * interned *terms*, so that two nodes start equally often under every choice when their counts are the same number here.
 * A count is the minimum of its terms: the start of the scope, the choice of a target by one activation of a router, the
 * sum of several counts (`|`), or what a cycle lets out. See `docs/internals/counts-and-activations.md`.
 */
export interface Activations {
  /** How often a node starts over its forward edges, in the scope around it; undefined: never. */
  startsOf(node: number): Count | undefined;
  /** How often each group of parents of a join delivers an arrival; in the order of `facts.arrivals`. */
  groupsOf(node: number): readonly (Count | undefined)[];
  /** How often an edge is taken, in the scope of its target; undefined: never. */
  edgeOf(from: number, to: number): Count | undefined;
  /** How often the `goto` of a node is taken, in the scope of its target; in one pass, where it leads back. */
  gotoOf(from: number): Count | undefined;
  /** How often a node starts another one, by an edge or its `goto`, in the scope of its own. */
  takenOf(from: number, to: number): Count | undefined;
  /** How often a back edge is taken in one pass. */
  backEdgeOf(from: number, to: number): Count | undefined;
  /** Whether a count is at least one, regardless of what routers choose. */
  isCertain(count: Count): boolean;
  /** Whether a count can be more than one, where routers send to several targets. */
  isRepeatable(count: Count): boolean;
  /** The first two counts that no run can have both: one needs a node's success, the other its failure. */
  impossiblePair(counts: readonly (Count | undefined)[]): Pair | undefined;
  /** The router by whose choice, as its type says, no run has both. */
  exclusiveBy(one: Count, other: Count): number | undefined;
  /** Whether no run has both, however many targets routers send to. */
  areExclusive(one: Count, other: Count): boolean;
  /** Whether one run can have both although each router sends to one target only. */
  canCoincide(one: Count, other: Count): boolean;
  /** Whether one run can have a count above zero, as far as the next join before it tells. */
  isPossible(count: Count): boolean;
  /** Whether it was given up to find out if the two can coincide: then they may. */
  isDoubtful(one: Count, other: Count): boolean;
  /** Whether some question so far was given up. */
  hasGivenUp(): boolean;
  /** The first two counts that can coincide. */
  coincidingPair(counts: readonly (Count | undefined)[]): Pair | undefined;
  /** The first two starts of a node that can coincide because a join before one of them combines several starts of a router. */
  mixedPair(sources: readonly Source[]): Pair | undefined;
  /** Whether it is certain that no two counts can coincide; linear, and so not found out everywhere. */
  areKnownApart(counts: readonly Count[]): boolean;
  /** A choice without which the first count is zero, and that the second does not depend on. */
  differenceOf(one: Count, other: Count): RouteTerm | undefined;
  /** A router without whose choices the first count is zero; the second does not depend on them. */
  routerBetween(one: Count, other: Count): number | undefined;
  /** Whether the first count depends on a choice or a success that the second does not depend on. */
  dependsOnMore(one: Count, other: Count): boolean;
  /** Whether the first count is never less than the second. */
  isNeverLess(one: Count, other: Count): boolean;
  /** A node without whose success the first count is zero; the second does not depend on it. */
  failureBetween(one: Count, other: Count): number | undefined;
}

export function findActivations(input: ActivationInput): Activations {
  const store = createCountStore(input.choices);
  const state = findStarts(input, store);
  const inRun = createMeeting(store, false);
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
    backEdgeOf: (from, to) => edgeCount(from, to, state),
    isCertain: (count) => isCertain(count, store, new Map()),
    isRepeatable: (count) => store.repeats[count] === true,
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
