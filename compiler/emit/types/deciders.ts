import type { FunctionPlan, LoopPlan, NodePlan, RouterPlan } from "../../plan.js";
import { addToList } from "../../add-to-list.js";
import { type CertainRun, certainRun, failureRule, type NodeLookup } from "../../certain-nodes.js";

/** After this many choices in a row, the search gives up: it is unknown whether an item reaches the end. */
const mostChoices = 50;

/** What decides whether a run that begins at one node reaches another. */
export interface Deciders {
  /** Routers that may choose no target. */
  readonly routers: ReadonlySet<RouterPlan>;
  /** Plain nodes on the way, with the successors that are on it: a result may be a mapping without them (SPEC 5). */
  readonly senders: ReadonlyMap<FunctionPlan, ReadonlySet<string>>;
}

/**
 * Returns what can make a run stop between `start` and `end`. Undefined if something other than a result can, or if a
 * router can lead past `end`.
 */
export function decidersBetween(lookup: NodeLookup, start: string, end: string): Deciders | undefined {
  const walk: Walk = { lookup, end, known: new Map() };
  return leadsOn(start, walk, mostChoices);
}

/** Ids of the nodes whose results determine the type of what a loop collects. */
export function collectedFrom(lookup: NodeLookup, { body, collect }: LoopPlan): string[] {
  if (collect === undefined) return [];
  return [collect, ...[...(decidersBetween(lookup, body, collect)?.senders.keys() ?? [])].map(({ id }) => id)];
}

interface Walk {
  readonly lookup: NodeLookup;
  readonly end: string;
  /**
   * The result for each node that an alternative begins with; undefined if the run may stop. Empty while a node is
   * being visited, so that cycles end.
   */
  readonly known: Map<string, Deciders | undefined>;
}

const nothing: Deciders = { routers: new Set(), senders: new Map() };

function leadsOn(start: string, walk: Walk, depth: number): Deciders | undefined {
  const { lookup, end, known } = walk;
  if (known.has(start) || depth === 0) return known.get(start);
  known.set(start, nothing);
  const certain = certainRun(lookup, start);
  let found = certain.nodes.has(end) ? sendersTo(lookup, certain, end) : undefined;
  for (const id of found === undefined ? certain.nodes : []) {
    const node = lookup.nodes.get(id);
    if (node === undefined || failureRule(lookup.plan, node) !== "stop") continue;
    const chosen = node.kind === "router" ? [alternativesOf(node, walk)] : decidedBy(node, walk);
    const routes = chosen.map((targets) => targets.map((to) => leadsOn(to, walk, depth - 1)));
    const alternatives = routes.find((leads) => leads.length > 0 && !leads.includes(undefined));
    if (alternatives === undefined) continue;
    const own: Deciders = { ...nothing, routers: new Set(node.kind === "router" ? [node] : []) };
    found = allOf([own, sendersTo(lookup, certain, id), ...alternatives]);
    break;
  }
  known.set(start, found);
  return found;
}

/** The plain nodes that lead to a node that certainly runs. Conditions decide what a node starts without its result. */
function sendersTo({ nodes }: NodeLookup, { starts }: CertainRun, end: string): Deciders {
  const parentsOf = new Map<string, NodePlan[]>();
  for (const [id, targets] of starts) {
    const parent = nodes.get(id);
    for (const to of parent === undefined ? [] : targets) addToList(parentsOf, to, parent);
  }
  const senders = new Map<FunctionPlan, Set<string>>();
  const onTheWay = new Set([end]);
  for (const id of onTheWay) {
    for (const parent of parentsOf.get(id) ?? []) {
      onTheWay.add(parent.id);
      if (parent.kind !== "function" || parent.choices.length > 0) continue;
      senders.set(parent, (senders.get(parent) ?? new Set()).add(id));
    }
  }
  return { ...nothing, senders };
}

function allOf(deciders: readonly (Deciders | undefined)[]): Deciders {
  const senders = new Map<FunctionPlan, Set<string>>();
  for (const [node, targets] of deciders.flatMap((one) => [...(one?.senders ?? [])])) {
    senders.set(node, new Set([...(senders.get(node) ?? []), ...targets]));
  }
  return { routers: new Set(deciders.flatMap((one) => [...(one?.routers ?? [])])), senders };
}

/** Returns the targets of a router that always starts one of them; empty if any of these waits for other nodes too. */
function alternativesOf({ successors }: NodePlan, { lookup }: Walk): string[] {
  const forward = successors.filter(({ back }) => !back);
  const isOpen = forward.length === 0 || forward.some(({ id }) => lookup.nodes.get(id)?.arrival.length !== 1);
  return isOpen ? [] : successors.map(({ id }) => id);
}

/**
 * For each choice of a node that always takes an alternative: a target of each alternative; empty if any of these waits
 * for other nodes too.
 */
function decidedBy({ choices, successors }: NodePlan, { lookup }: Walk): string[][] {
  return choices.flatMap(({ alternatives }) => {
    if (alternatives.at(-1)?.condition !== undefined) return [];
    const targets = alternatives.flatMap((alternative) => alternative.targets.slice(0, 1));
    const isBack = (id: string): boolean => successors.some((successor) => successor.id === id && successor.back);
    const isOpen = targets.some((id) => !isBack(id) && lookup.nodes.get(id)?.arrival.length !== 1);
    return isOpen || targets.every(isBack) ? [] : [targets];
  });
}
