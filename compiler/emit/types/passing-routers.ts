import type { NodePlan, RouterPlan } from "../../plan.js";
import { certainNodes, failureRule, type NodeLookup } from "./certain-nodes.js";

/** Beyond so many choices in a row it is left open whether an item gets to the end of them. */
const mostChoices = 50;

/**
 * The routers on the way from `start` to `end` by which alone a run can stop before `end`: none where nothing can. Undefined
 * where something else can, or where a router can lead past `end`.
 */
export function passingRouters(lookup: NodeLookup, start: string, end: string): readonly RouterPlan[] | undefined {
  const walk: Walk = { lookup, end, known: new Map() };
  const found = leadsOn(start, walk, mostChoices);
  return found === undefined ? undefined : [...found];
}

interface Walk {
  readonly lookup: NodeLookup;
  readonly end: string;
  /** By the node that an alternative begins with; undefined: it may stop. A way back leads here while that is looked at. */
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
    if (node?.kind !== "router" || failureRule(lookup.plan, node) !== "stop") continue;
    const alternatives = alternativesOf(node, walk).map((to) => leadsOn(to, walk, depth - 1));
    if (alternatives.length === 0 || alternatives.includes(undefined)) continue;
    found = new Set([node, ...alternatives.flatMap((routers) => [...(routers ?? [])])]);
    break;
  }
  known.set(start, found);
  return found;
}

/** The targets of a router that always starts one of them; none if one of these waits for other nodes too. */
function alternativesOf({ successors }: NodePlan, { lookup }: Walk): string[] {
  const forward = successors.filter(({ back }) => !back);
  const isOpen = forward.length === 0 || forward.some(({ id }) => lookup.nodes.get(id)?.arrival.length !== 1);
  return isOpen ? [] : successors.map(({ id }) => id);
}
