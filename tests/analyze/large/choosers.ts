import { type ChoiceTape, createChoiceTape } from "../choice-tape.js";
import type { Random } from "../random-flow.js";
import { decisionsIn } from "./conditions.js";
import type { Graph } from "./graph.js";
import type { Chooser } from "./interpret.js";

/** How a run decides. */
export interface Manner {
  /** One in this many calls that can fail does; 0 means none. */
  readonly failures: number;
  /** Whether routers send to one target if their types allow it. */
  readonly isSingle: boolean;
  /** One in this many decisions of a router sends nowhere; 0 means none. */
  readonly nothing: number;
}

/** Makes every choice at random, within the types of the routers. */
export function randomChooser(graph: Graph, random: Random, { failures, isSingle, nothing }: Manner): Chooser {
  const once = (of: number): boolean => of > 0 && random(of) === 0;
  return {
    fails: (node) => graph.nodes[node]?.canFail === true && once(failures),
    items: () => random(3),
    pick: random,
    targets: (node) => {
      const { always, maybe } = decisionsOf(graph, node)[random(decisionsOf(graph, node).length)] ?? noDecision;
      if (once(nothing)) return always;
      if (!isSingle) return [...always, ...maybe.filter(() => random(2) === 0)];
      return always.length > 0 || maybe.length === 0 ? always : [maybe[random(maybe.length)] ?? 0];
    },
  };
}

/** Makes every combination of choices, one a run. A cycle has at most two passes. */
export type Tape = Chooser & Omit<ChoiceTape, "choose">;

export function createTape(graph: Graph): Tape {
  const { choose, rewind, advance, share } = createChoiceTape();
  return {
    // Any call may fail. One that ends the run shows nothing that the others do not.
    fails: (node, visit) => {
      if (graph.rules[node]?.action === "stop" || (visit > maxVisits && leadsBack(graph, node))) return false;
      return choose(2) === 1;
    },
    items: () => choose(3),
    pick: () => 0,
    targets: (node, visit) => {
      const decisions = decisionsOf(graph, node);
      const { always, maybe } = decisions[decisions.length > 1 ? choose(decisions.length) : 0] ?? noDecision;
      const free = visit > maxVisits ? maybe.filter((target) => !isBackward(graph, node, target)) : maybe;
      const choice = choose(2 ** free.length);
      return [...always, ...free.filter((_, index) => (choice & (1 << index)) !== 0)];
    },
    rewind,
    advance,
    share,
  };
}

const maxVisits = 2;

/** Positions in `next`. */
interface Held {
  readonly always: readonly number[];
  readonly maybe: readonly number[];
}

const noDecision: Held = { always: [], maybe: [] };

function decisionsOf(graph: Graph, node: number): readonly Held[] {
  const targets = graph.next[node] ?? [];
  const { choices } = graph.nodes[node] ?? {};
  const idsOf = (): string[] => targets.map((target) => graph.nodes[target]?.id ?? "");
  const decisions = choices === undefined ? graph.nodes[node]?.decisions : decisionsIn(choices, idsOf());
  if (decisions === undefined) return [{ always: [], maybe: [...targets.keys()] }];
  const positions = (ids: readonly string[]): number[] =>
    ids.map((id) => targets.indexOf(graph.indexOf.get(id) ?? -1)).filter((at) => at >= 0);
  return decisions.map(({ always, maybe }) => ({ always: positions(always), maybe: positions(maybe) }));
}

function isBackward(graph: Graph, node: number, target: number): boolean {
  const to = graph.next[node]?.[target];
  return to !== undefined && graph.isBack(node, to);
}

function leadsBack(graph: Graph, node: number): boolean {
  const goto = graph.rules[node]?.goto;
  return goto !== undefined && graph.isBack(node, goto);
}
