import type { NodePlan, RouterPlan } from "../../plan.js";
import { certainNodes, failureRule, type NodeLookup } from "../../certain-nodes.js";

/** After this many choices in a row, the search gives up: it is unknown whether an item reaches the end. */
const mostChoices = 50;

/**
 * Returns the routers between `start` and `end` that can make a run stop before `end`; empty if nothing can. Undefined
 * if something other than a router can, or if a router can lead past `end`.
 */
export function passingRouters(lookup: NodeLookup, start: string, end: string): readonly RouterPlan[] | undefined {
  const walk: Walk = { lookup, end, known: new Map() };
  const found = leadsOn(start, walk, mostChoices);
  return found === undefined ? undefined : [...found];
}

interface Walk {
  readonly lookup: NodeLookup;
  readonly end: string;
  /**
   * The result for each node that an alternative begins with; undefined if the run may stop. Empty while a node is
   * being visited, so that cycles end.
   */
  readonly known: Map<string, ReadonlySet<RouterPlan> | undefined>;
}

function leadsOn(start: string, walk: Walk, depth: number): ReadonlySet<RouterPlan> | undefined {
  const { lookup, end, known } = walk;
  if (known.has(start) || depth === 0) return known.get(start);
  known.set(start, new Set());
  const certain = certainNodes(lookup, start);
  let found = certain.has(end) ? new Set<RouterPlan>() : undefined;
  for (const id of found === undefined ? certain : []) {
    const node = lookup.nodes.get(id);
    if (node === undefined || failureRule(lookup.plan, node) !== "stop") continue;
    const chosen = node.kind === "router" ? [alternativesOf(node, walk)] : decidedBy(node, walk);
    const routes = chosen.map((targets) => targets.map((to) => leadsOn(to, walk, depth - 1)));
    const alternatives = routes.find((leads) => leads.length > 0 && !leads.includes(undefined));
    if (alternatives === undefined) continue;
    found = new Set([
      ...(node.kind === "router" ? [node] : []),
      ...alternatives.flatMap((routers) => [...(routers ?? [])]),
    ]);
    break;
  }
  known.set(start, found);
  return found;
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
