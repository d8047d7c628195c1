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

export function findMixedStarts(input: MixedInput): MixedStarts {
  const { facts } = input;
  const hasJoins = facts.arrivals.some((groups) => groups.length > 1);
  const repeated = hasJoins && facts.cycles.length > 0 ? facts.order.filter((node) => isRepeated(node, input)) : [];
  const gotos = gotoSources(facts);
  const all = repeated.map((node) => follow(node, { input, gotos })).filter(({ mixed }) => mixed.size > 0);
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
  const isRouter = nodes[node]?.type.kind === "router" && (edges[node] ?? []).length > 1;
  const own = inside[node];
  if (own === undefined || (!isRouter && gotos[node] === undefined)) return false;
  return isLetOutAgain(own, store) || cyclesAround(node, facts).some((header) => isEnteredAgain(header, store, starts));
}

function isEnteredAgain(header: number, store: CountStore, starts: MixedInput["starts"]): boolean {
  const around = starts[header];
  return around !== undefined && isLetOutAgain(around, store);
}

/** The headers of the cycles that contain a node, innermost first. */
function cyclesAround(node: number, { cycles }: GraphFacts): number[] {
  const around = cycles.filter(({ members }) => members.includes(node));
  return around.sort((one, other) => one.members.length - other.members.length).map(({ header }) => header);
}

interface Following {
  readonly input: MixedInput;
  readonly gotos: ReadonlyMap<number, readonly number[]>;
}

/** A forward analysis over the arrival rules that begins at the node. */
function follow(node: number, { input, gotos }: Following): Behind {
  const { facts } = input;
  const outcomes = new Map<number, Outcome>();
  const mixed = new Set<number>();
  const behind: Behind = { node, outcomes, mixed };
  const mayMix = mixesAt(node, input);
  for (const to of facts.order.slice(facts.order.indexOf(node) + 1)) {
    const failed = (gotos.get(to) ?? []).map((from): Source => ({ from }));
    const groups = (facts.arrivals[to] ?? []).map((group) =>
      group.map((parent): Source => ({ from: parent.node, to })),
    );
    const sources = [...failed, ...groups.flat()];
    const outcome = together(sources.map((source) => outcomeOf(source, behind, input)));
    if (outcome === undefined) continue;
    outcomes.set(to, outcome);
    const known = groups.map((group) => together(group.map((source) => outcomeOf(source, behind, input))));
    const isMixing = known.filter((one) => one !== undefined).length > 1 && together(known) === "several" && mayMix(to);
    if (isMixing || sources.some(({ from }) => mixed.has(from))) mixed.add(to);
  }
  return behind;
}

/**
 * Returns whether several starts of a node can meet at a join. A join combines one pass of each cycle that contains it.
 */
function mixesAt(node: number, { facts, store, starts, inside }: MixedInput): (join: number) => boolean {
  const own = inside[node];
  const isAlways = own !== undefined && isLetOutAgain(own, store);
  const members = new Map(facts.cycles.map((cycle) => [cycle.header, new Set(cycle.members)]));
  const entered = cyclesAround(node, facts).filter((header) => isEnteredAgain(header, store, starts));
  return (join) => isAlways || entered.some((header) => members.get(header)?.has(join) !== true);
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
