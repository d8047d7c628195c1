import { gotoSources } from "./on-every-path.js";
import { isMixedJoin } from "./arrival-scope.js";
import { createMeeting, isPossible, type Meeting } from "./compare-counts.js";
import { exclusivePair } from "./count-pairs.js";
import { combine, sumOf } from "./count-sums.js";
import { type Count, countOf, type CountStore, type ExitTerm, termsOf } from "./counts.js";
import type { Choices } from "./choices.js";
import type { Cycle } from "./cycle.js";
import type { GraphFacts } from "./graph-facts.js";
import { isOfLastPass, recentWays } from "./last-exits.js";
import { leastOf } from "./least-count.js";
import type { LoopScopes } from "./loop-scopes.js";

export interface ActivationInput {
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly choices: Choices;
}

/** Counts the starts of all nodes, in the order of `facts.order`. */
export function findStarts(input: ActivationInput, store: CountStore): State {
  const state = createState(store, input);
  for (const node of input.facts.order) startNode(node, state);
  return state;
}

/** How often each node starts, as counted by `findStarts`. */
export interface State extends ActivationInput {
  readonly store: CountStore;
  /**
   * For questions that come up while the counts are computed. It has a budget of its own, and assumes that a router
   * chooses one target.
   */
  readonly early: Meeting;
  /** For questions about what no run can do, regardless of what routers choose. */
  readonly inRun: Meeting;
  /** Over forward edges, in the scope around the node. */
  readonly starts: (Count | undefined)[];
  readonly groups: (readonly (Count | undefined)[])[];
  /** For each node, whether it is a join of groups that exclude each other. */
  readonly isExclusive: boolean[];
  /** Within the node's own scope: for the header of a cycle, one pass. */
  readonly inside: (Count | undefined)[];
  /** Keyed by header. */
  readonly cycles: ReadonlyMap<number, Cycle>;
  /** The body of each loop, keyed by the loop's node. */
  readonly bodies: ReadonlyMap<number, number>;
  /** Sources of gotos that lead forward, keyed by target. */
  readonly gotoSources: ReadonlyMap<number, readonly number[]>;
}

function createState(store: CountStore, input: ActivationInput): State {
  const cycles = new Map(input.facts.cycles.map((cycle) => [cycle.header, cycle]));
  const bodies = new Map(input.scopes.loops.map(({ node, body }) => [node, body]));
  return {
    ...input,
    store,
    early: createMeeting(store, true),
    inRun: createMeeting(store, false),
    starts: [],
    groups: [],
    isExclusive: [],
    inside: [],
    cycles,
    bodies,
    gotoSources: gotoSources(input.facts),
  };
}

function startNode(node: number, state: State): void {
  const { facts, store, starts, groups, inside, cycles, isExclusive, inRun } = state;
  const waits = facts.arrivals[node] ?? [];
  const arrived = waits.map((group) =>
    sumOf(
      group.map((parent) => edgeCount(parent.node, node, state)),
      store,
    ),
  );
  groups[node] = arrived;
  isExclusive[node] = arrived.length > 1 && exclusivePair(arrived, inRun) !== undefined;
  const isNever = isExclusive[node] === true || arrived.length === 0 || isMixedJoin(node, waits, state.scopes);
  const joined = isNever ? undefined : leastOf(arrived, store);
  const first = node === facts.graph.entry ? countOf({ kind: "scope", of: "run", node }, store) : undefined;
  const failed = (state.gotoSources.get(node) ?? []).map((from) => failureCount(from, node, state));
  const again = lateFailures(node, state);
  const total = sumOf([first, joined, ...failed, ...again], store);
  starts[node] = total;
  inside[node] =
    total !== undefined && cycles.has(node)
      ? countOf({ kind: "scope", of: "pass", node, around: total }, store)
      : total;
  // Everything that a node decides is numbered before anything that depends on it: see `canTermsMeet`.
  const base = inside[node];
  const goto = facts.graph.gotos[node];
  if (goto !== undefined && base !== undefined) {
    for (const kind of ["success", "failure"] as const) countOf({ kind, node, parent: base }, store);
  }
  for (const { to } of facts.graph.edges[node] ?? []) takenCount(node, to, state);
}

/** How often an edge is taken, in the scope of its target. */
export function edgeCount(from: number, to: number, state: State): Count | undefined {
  const taken = takenCount(from, to, state);
  if (taken === undefined || state.bodies.get(from) === to) return taken;
  return outside(taken, { from, to, state });
}

/**
 * How often an edge is taken, in the scope of its source: with every success of a plain node, or with each choice of a
 * router.
 */
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

/** Applies the choice of a node, if it has one, to its successes. */
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

export function returningCounts(state: State): (Count | undefined)[] {
  return [...state.facts.backParents].flatMap(([to, parents]) => parents.map((from) => edgeCount(from, to, state)));
}

function failureCount(from: number, to: number, state: State): Count | undefined {
  const base = state.inside[from];
  if (base === undefined) return undefined;
  return outside(countOf({ kind: "failure", node: from, parent: base }, state.store), { from, to, state });
}

/**
 * How often the late gotos to a node are taken (see `GraphFacts.lateGotos`). These failures depend on the run alone.
 */
function lateFailures(node: number, { facts, store }: State): Count[] {
  if (facts.lateGotos.size === 0) return [];
  const sources = [...facts.lateGotos].filter(([, to]) => to === node).map(([from]) => from);
  const whole = countOf({ kind: "scope", of: "run", node: facts.graph.entry }, store);
  return sources.map((from) => countOf({ kind: "failure", node: from, parent: whole }, store));
}

export function gotoCount(from: number, state: State): Count | undefined {
  const goto = state.facts.graph.gotos[from];
  return goto === undefined ? undefined : failureCount(from, goto.to, state);
}

export function startedCount(from: number, to: number, state: State): Count | undefined {
  const { graph } = state.facts;
  const base = state.inside[from];
  if (base === undefined || graph.gotos[from]?.to !== to) return takenCount(from, to, state);
  const isEdge = graph.edges[from]?.some((edge) => edge.to === to) === true;
  return isEdge ? base : countOf({ kind: "failure", node: from, parent: base }, state.store);
}

/** The same per pass of a cycle around the source, which other cycles may lie between. */
export function startedInPass(from: number, to: number, { header, state }: InPass): Count | undefined {
  const count = startedCount(from, to, state);
  return count === undefined ? undefined : outside(count, { from, to: header, state });
}

interface InPass {
  readonly header: number;
  readonly state: State;
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly state: State;
}

/**
 * Converts a count from the scope of the source to that of the target: an edge out of a cycle leaves the pass behind.
 */
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
  for (const number of termsOf(exit, store)) {
    if (store.judgedExits.has(number)) continue;
    store.judgedExits.add(number);
    const ways = recentWays(term.header, store);
    if (ways !== undefined && isOfLastPass(term.count, ways, store)) store.lastExits.add(number);
  }
  return exit;
}

/**
 * Records the ways back to the header of a cycle. In the order of the facts, all of them come before the cycle's exits.
 */
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
  // A join of two choices never leads back, and neither does anything after it.
  const taken = counts.filter((count) => isPossible(count, state.early));
  store.passes.set(header, { start, back: combine(counts, store), taken });
}
