import type { Choices } from "./choices.js";
import { type Count, type CountStore, isLetOutAgain } from "./counts.js";
import type { GraphFacts } from "./graph-facts.js";
import { gotoSources } from "./on-every-path.js";

/**
 * The joins that can combine different decisions of one node: a router (or a node that can fail) starts several times,
 * since a cycle starts it in each pass, and a join combines what it decided one time with what it decided another time.
 * Two targets of the router only exclude each other within one of its starts. What such a join starts may run together
 * with either of them.
 */
export interface MixedStarts {
  readonly isNowhere: boolean;
  /**
   * Returns the nodes whose repeated starts allow two nodes to run together although their outcomes exclude each other.
   */
  deciding(one: Source, other: Source): readonly number[];
}

/** What starts a node: an edge, or a failure of its source. */
export interface Source {
  readonly from: number;
  /** The target of the edge; undefined for a failure. */
  readonly to?: number;
}

export interface MixedInput {
  readonly facts: GraphFacts;
  readonly choices: Choices;
  readonly store: CountStore;
  /** How often each node starts, in the scope around it. */
  readonly starts: readonly (Count | undefined)[];
  /** Same, within the node's own scope: for the header of a cycle, one pass. */
  readonly inside: readonly (Count | undefined)[];
}

/** An outcome of a node: a target, `success`, or `failure`. `several` if it may be more than one of them. */
type Outcome = number | "success" | "failure" | "several";

/** What comes after one node that decides. Nodes are given by position. */
interface Behind {
  readonly node: number;
  /** The outcome that leads to each node. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** The nodes after a join that can combine two starts of the deciding node. */
  readonly mixed: ReadonlySet<number>;
}

const nowhere: MixedStarts = { isNowhere: true, deciding: () => [] };

export function findMixedStarts(input: MixedInput): MixedStarts {
  const { facts } = input;
  const hasJoins = facts.arrivals.some((groups) => groups.length > 1);
  const repeated = hasJoins && facts.cycles.length > 0 ? facts.order.filter((node) => isRepeated(node, input)) : [];
  if (repeated.length === 0) return nowhere;
  const ways = findWays(facts);
  const all = repeated.map((node) => follow(node, { input, ways })).filter(({ mixed }) => mixed.size > 0);
  return {
    isNowhere: all.length === 0,
    deciding: (one, other) =>
      all.flatMap((behind) => {
        const isMet = [one, other].every((source) => outcomeOf(source, behind, input) !== undefined);
        return isMet && (behind.mixed.has(one.from) || behind.mixed.has(other.from)) ? [behind.node] : [];
      }),
  };
}

/** Whether a node decides something, and can do so several times in one run. */
function isRepeated(node: number, { facts, store, starts, inside }: MixedInput): boolean {
  const { edges, gotos, nodes } = facts.graph;
  const { type, choices = [] } = nodes[node] ?? {};
  const isChoosing = (type?.kind === "router" || choices.length > 0) && (edges[node] ?? []).length > 1;
  const own = inside[node];
  if (own === undefined || (!isChoosing && gotos[node] === undefined)) return false;
  return (
    isLetOutAgain(own, store) || facts.nesting.containing(node).some((header) => isEnteredAgain(header, store, starts))
  );
}

function isEnteredAgain(header: number, store: CountStore, starts: MixedInput["starts"]): boolean {
  const around = starts[header];
  return around !== undefined && isLetOutAgain(around, store);
}

/** How nodes start each other without going back. Indexed by node. */
interface Ways {
  /** Position in the order of the facts. */
  readonly positions: readonly number[];
  /** The groups of sources that a node waits for. */
  readonly groups: readonly (readonly (readonly Source[])[])[];
  /** All sources of a node, including failures. */
  readonly sources: readonly (readonly Source[])[];
  /** The nodes that have the node as a source. */
  readonly targets: readonly (readonly number[])[];
}

function findWays(facts: GraphFacts): Ways {
  const gotos = gotoSources(facts);
  const positions: number[] = [];
  for (const [position, node] of facts.order.entries()) positions[node] = position;
  const groups = facts.arrivals.map((waits, to) =>
    waits.map((group) => group.map((parent): Source => ({ from: parent.node, to }))),
  );
  const sources = groups.map((waits, to) => [
    ...(gotos.get(to) ?? []).map((from): Source => ({ from })),
    ...waits.flat(),
  ]);
  const targets: number[][] = facts.arrivals.map(() => []);
  for (const to of facts.order) for (const { from } of sources[to] ?? []) targets[from]?.push(to);
  return { positions, groups, sources, targets };
}

interface Following {
  readonly input: MixedInput;
  readonly ways: Ways;
}

/** A forward analysis over the arrival rules that begins at the node. */
function follow(node: number, { input, ways }: Following): Behind {
  const outcomes = new Map<number, Outcome>();
  const mixed = new Set<number>();
  const behind: Behind = { node, outcomes, mixed };
  const mayMix = mixesAt(node, input);
  for (const to of reachedFrom(node, ways)) {
    const sources = ways.sources[to] ?? [];
    const outcome = together(sources.map((source) => outcomeOf(source, behind, input)));
    if (outcome === undefined) continue;
    outcomes.set(to, outcome);
    const groups = ways.groups[to] ?? [];
    const known = groups.map((group) => together(group.map((source) => outcomeOf(source, behind, input))));
    const isMixing = known.filter((one) => one !== undefined).length > 1 && together(known) === "several" && mayMix(to);
    if (isMixing || sources.some(({ from }) => mixed.has(from))) mixed.add(to);
  }
  return behind;
}

/** The nodes after a node, in the order of the facts. */
function reachedFrom(node: number, { positions, targets }: Ways): number[] {
  const reached = new Set(targets[node]);
  // The loop also visits the nodes that it adds.
  for (const next of reached) for (const to of targets[next] ?? []) reached.add(to);
  return [...reached].sort((one, other) => (positions[one] ?? 0) - (positions[other] ?? 0));
}

/**
 * Returns whether several starts of a node can meet at a join. A join combines one pass of each cycle that contains it.
 */
function mixesAt(node: number, { facts, store, starts, inside }: MixedInput): (join: number) => boolean {
  const own = inside[node];
  const isAlways = own !== undefined && isLetOutAgain(own, store);
  const entered = facts.nesting.containing(node).filter((header) => isEnteredAgain(header, store, starts));
  return (join) => {
    if (isAlways || entered.length === 0) return isAlways;
    const around = new Set(facts.nesting.containing(join));
    return entered.some((header) => !around.has(header));
  };
}

function outcomeOf(
  { from, to }: Source,
  { node, outcomes }: Behind,
  { facts, choices }: MixedInput,
): Outcome | undefined {
  if (from !== node) return outcomes.get(from);
  if (to === undefined) return "failure";
  const choice = choices.get(node);
  const isChosen = choice === undefined ? facts.graph.nodes[node]?.type.kind === "router" : !choice.isAlways(to);
  return isChosen ? (choice?.firstWith(to) ?? to) : "success";
}

function together(outcomes: readonly (Outcome | undefined)[]): Outcome | undefined {
  const [first, ...others] = new Set(outcomes.filter((outcome) => outcome !== undefined));
  return others.length > 0 ? "several" : first;
}
