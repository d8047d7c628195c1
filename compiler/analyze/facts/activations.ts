import { gotoSources } from "./on-every-path.js";
import { isMixedJoin } from "./arrival-scope.js";
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
import type { Choices } from "./choices.js";
import { combine, sumOf } from "./count-sums.js";
import {
  type Count,
  countOf,
  type CountStore,
  createCountStore,
  type ExitTerm,
  leastOf,
  type RouteTerm,
  termsOf,
} from "./counts.js";
import { findWaysBack, isOfLastPass } from "./last-exits.js";
import { findMixedStarts, type MixedStarts, type Source } from "./mixed-starts.js";
import type { GraphFacts } from "./graph-facts.js";
import type { Cycle } from "./cycle.js";
import type { LoopScopes } from "./loop-scopes.js";

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

export interface ActivationInput {
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly choices: Choices;
}

export function findActivations(input: ActivationInput): Activations {
  const store = createCountStore(input.choices);
  const state = createState(store, input);
  for (const node of input.facts.order) startNode(node, state);
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

interface State extends ActivationInput {
  readonly store: CountStore;
  /** Questions that come up while the counts are made, with a budget of their own; a router chooses one target. */
  readonly early: Meeting;
  /** Over forward edges, in the scope around the node. */
  readonly starts: (Count | undefined)[];
  readonly groups: (readonly (Count | undefined)[])[];
  /** Within the node's own scope: for the header of a cycle one pass. */
  readonly inside: (Count | undefined)[];
  /** By their headers. */
  readonly cycles: ReadonlyMap<number, Cycle>;
  /** The body of each loop, by the loop's node. */
  readonly bodies: ReadonlyMap<number, number>;
  /** Sources of gotos that lead forward, by target. */
  readonly gotoSources: ReadonlyMap<number, readonly number[]>;
}

function createState(store: CountStore, input: ActivationInput): State {
  const cycles = new Map(input.facts.cycles.map((cycle) => [cycle.header, cycle]));
  const bodies = new Map(input.scopes.loops.map(({ node, body }) => [node, body]));
  return {
    ...input,
    store,
    early: createMeeting(store, true),
    starts: [],
    groups: [],
    inside: [],
    cycles,
    bodies,
    gotoSources: gotoSources(input.facts),
  };
}

function startNode(node: number, state: State): void {
  const { facts, store, starts, groups, inside, cycles } = state;
  const waits = facts.arrivals[node] ?? [];
  const arrived = waits.map((group) =>
    sumOf(
      group.map((parent) => edgeCount(parent.node, node, state)),
      store,
    ),
  );
  groups[node] = arrived;
  const isMixed = isMixedJoin(node, waits, state.scopes);
  const joined = isMixed || arrived.length === 0 ? undefined : leastOf(arrived, store);
  const first = node === facts.graph.entry ? countOf({ kind: "scope", of: "run", node }, store) : undefined;
  const failed = (state.gotoSources.get(node) ?? []).map((from) => failureCount(from, node, state));
  const again = lateFailures(node, state);
  const total = sumOf([first, joined, ...failed, ...again], store);
  starts[node] = total;
  inside[node] =
    total !== undefined && cycles.has(node)
      ? countOf({ kind: "scope", of: "pass", node, around: total }, store)
      : total;
  // All that a node decides is numbered before anything that depends on it: see `canTermsMeet`.
  const base = inside[node];
  const goto = facts.graph.gotos[node];
  if (goto !== undefined && base !== undefined) {
    for (const kind of ["success", "failure"] as const) countOf({ kind, node, parent: base }, store);
  }
  for (const { to } of facts.graph.edges[node] ?? []) takenCount(node, to, state);
}

/** How often an edge is taken, in the scope of its target. */
function edgeCount(from: number, to: number, state: State): Count | undefined {
  const taken = takenCount(from, to, state);
  if (taken === undefined || state.bodies.get(from) === to) return taken;
  return outside(taken, { from, to, state });
}

/** In the scope of its source: by every success of a plain node, by each choice of a router. */
function takenCount(from: number, to: number, state: State): Count | undefined {
  const { facts, store, inside } = state;
  const base = inside[from];
  const node = facts.graph.nodes[from];
  if (base === undefined || node === undefined) return undefined;
  if (state.bodies.get(from) === to) return countOf({ kind: "scope", of: "item", node: from, around: base }, store);
  const goto = facts.graph.gotos[from];
  const success = goto === undefined ? base : countOf({ kind: "success", node: from, parent: base }, store);
  return chosenCount(success, { from, to, state });
}

/** By a choice, as far as there is one. */
function chosenCount(success: Count, { from, to, state }: Step): Count | undefined {
  const { facts, store, choices } = state;
  const choice = choices.get(from);
  if (choice === undefined) {
    const isRouter = facts.graph.nodes[from]?.type.kind === "router";
    return isRouter ? countOf({ kind: "route", router: from, target: to, parent: success }, store) : success;
  }
  if (!choice.canHold(to)) return undefined;
  if (choice.isAlways(to)) return success;
  return countOf({ kind: "route", router: from, target: choice.firstWith(to), parent: success }, store);
}

function returningCounts(state: State): (Count | undefined)[] {
  return [...state.facts.backParents].flatMap(([to, parents]) => parents.map((from) => edgeCount(from, to, state)));
}

function failureCount(from: number, to: number, state: State): Count | undefined {
  const base = state.inside[from];
  if (base === undefined) return undefined;
  return outside(countOf({ kind: "failure", node: from, parent: base }, state.store), { from, to, state });
}

/** Failures of nodes behind the flow's error handler that may run before it too: how often, the run alone decides. */
function lateFailures(node: number, { facts, store }: State): Count[] {
  const sources = [...facts.lateGotos].filter(([, to]) => to === node).map(([from]) => from);
  const whole = countOf({ kind: "scope", of: "run", node: facts.graph.entry }, store);
  return sources.map((from) => countOf({ kind: "failure", node: from, parent: whole }, store));
}

function gotoCount(from: number, state: State): Count | undefined {
  const goto = state.facts.graph.gotos[from];
  return goto === undefined ? undefined : failureCount(from, goto.to, state);
}

function startedCount(from: number, to: number, state: State): Count | undefined {
  const { graph } = state.facts;
  const base = state.inside[from];
  if (base === undefined || graph.gotos[from]?.to !== to) return takenCount(from, to, state);
  const isEdge = graph.edges[from]?.some((edge) => edge.to === to) === true;
  return isEdge ? base : countOf({ kind: "failure", node: from, parent: base }, state.store);
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly state: State;
}

/** A pass is left behind with the cycle. */
function outside(count: Count, { from, to, state }: Step): Count {
  let inside = count;
  for (const header of state.facts.nesting.leftBy(from, to)) {
    const around = state.starts[header];
    if (around === undefined) continue;
    endPass(header, state);
    const exit = exitOf({ kind: "exit", header, count: inside, around }, state);
    inside = sumOf([exit], state.store) ?? exit;
  }
  return inside;
}

function exitOf(term: ExitTerm, { store }: State): Count {
  const exit = countOf(term, store);
  const ways = store.passes.get(term.header)?.ways;
  if (ways !== undefined && isOfLastPass(term.count, ways, store)) {
    for (const number of termsOf(exit, store)) store.lastExits.add(number);
  }
  return exit;
}

/** Records the ways back to the header of a cycle. In the order of the facts, all of them come before the cycle's exits. */
function endPass(header: number, state: State): void {
  const { facts, store, inside, cycles } = state;
  const start = inside[header];
  if (start === undefined || store.passes.has(header)) return;
  const { edges, gotos } = facts.graph;
  const sources = new Set(cycles.get(header)?.backEdges.map(({ from }) => from));
  const back = [...sources].flatMap((from) => [
    edges[from]?.some(({ to }) => to === header) === true ? edgeCount(from, header, state) : undefined,
    gotos[from]?.to === header ? failureCount(from, header, state) : undefined,
  ]);
  const counts = back.filter((count) => count !== undefined);
  // A join of two choices never leads back, nor does what comes behind it.
  const taken = counts.filter((count) => isPossible(count, state.early));
  store.passes.set(header, { start, back: combine(counts, store), ways: findWaysBack(start, taken, store) });
}
