import type { AlternativePlan, FunctionPlan, LoopPlan, NodePlan, RouterPlan } from "../../plan.js";
import { decideChoices } from "../../analyze/conditions/decide.js";
import type { Decision } from "../../decisions.js";
import { addToList } from "../../add-to-list.js";
import { type CertainRun, certainRun, failureRule, type NodeLookup, startsByCondition } from "../../certain-nodes.js";

/** After this many choices in a row, the search gives up: it is unknown whether an item reaches the end. */
const mostChoices = 50;

/** What decides whether a run that begins at one node reaches another. */
export interface Deciders {
  /** Routers that may choose no target. */
  readonly routers: ReadonlySet<RouterPlan>;
  /** Plain nodes on the way, with the successors that are on it: a result may be a mapping without them (SPEC 5). */
  readonly senders: ReadonlyMap<FunctionPlan, ReadonlySet<string>>;
  /** Nodes with conditions that, as far as their form says, may all not hold. */
  readonly choosers: readonly Chooser[];
}

export interface Chooser {
  readonly node: NodePlan;
  /** The alternatives; one of them has to be taken. */
  readonly alternatives: readonly AlternativePlan[];
}

/**
 * Returns what can make a run stop between `start` and `end`. Undefined if something other than a result can, or if a
 * router can lead past `end`.
 */
export function decidersBetween(lookup: NodeLookup, start: string, end: string): Deciders | undefined {
  const walk: Walk = { lookup, end, known: new Map(), visited: [] };
  return leadsOn(start, walk, mostChoices);
}

/** Ids of the nodes whose results determine the type of what a loop collects. */
export function collectedFrom(lookup: NodeLookup, { body, collect }: LoopPlan): string[] {
  if (collect === undefined) return [];
  const { senders, choosers } = decidersBetween(lookup, body, collect) ?? nothing;
  const nodes = [...senders.keys(), ...choosers.map(({ node }) => node)];
  return [...new Set([collect, ...nodes.map(({ id }) => id)])];
}

const nothing: Deciders = { routers: new Set(), senders: new Map(), choosers: [] };

interface Walk {
  readonly lookup: NodeLookup;
  readonly end: string;
  /**
   * The result for each node that an alternative begins with; undefined if the run may stop. Empty while a node is
   * being visited, so that cycles end.
   */
  readonly known: Map<string, Deciders | undefined>;
  /** The keys of `known` in the order in which they were visited. */
  readonly visited: string[];
}

function leadsOn(start: string, walk: Walk, depth: number): Deciders | undefined {
  const { lookup, end, known } = walk;
  if (known.has(start) || depth === 0) return known.get(start);
  known.set(start, nothing);
  const visits = walk.visited.push(start);
  const certain = certainRun(lookup, start);
  let found = certain.nodes.has(end) ? sendersTo(lookup, certain, end) : undefined;
  for (const id of found === undefined ? certain.begins : []) {
    const node = lookup.nodes.get(id);
    const rule = node && failureRule(lookup.plan, node);
    if (node === undefined || rule === undefined || rule === "continue") continue;
    // Whether it succeeds or fails, the run has to reach the end.
    const failed = rule === "stop" ? nothing : leadsOn(rule.goto, walk, depth - 1);
    if (failed === undefined) continue;
    const ways = rule === "stop" ? choicesOf(node, walk) : [...choicesOf(node, walk), ...plainWays(node, walk)];
    const leading = ways.flatMap(({ own, alternatives, decisions }) => {
      const leads = allLeads(decisions, walk, depth);
      if (leads === undefined || (leads.length === 0 && id !== end)) return [];
      return [{ alternatives, deciders: allOf([own, sendersTo(lookup, certain, id), failed, ...leads]) }];
    });
    const sure = leading.find(({ alternatives }) => alternatives.length === 0)?.deciders;
    // If types say that one of several conditions holds, all of them have to be looked at together.
    const open: Deciders = {
      ...nothing,
      choosers: [{ node, alternatives: leading.flatMap((one) => one.alternatives) }],
    };
    const deciders = sure ?? (leading.length > 0 ? allOf([open, ...leading.map((one) => one.deciders)]) : undefined);
    if (deciders === undefined) continue;
    // What only types can say is the last choice.
    if (found === undefined || deciders.choosers.length < found.choosers.length) found = deciders;
    if (found.choosers.length === 0) break;
  }
  // What was found with the assumption that this node leads to the end says nothing if it does not.
  if (found === undefined) {
    for (const one of walk.visited.splice(visits)) if (known.get(one) !== undefined) known.delete(one);
  }
  known.set(start, found);
  return found;
}

/** What decides whether each of a node's decisions leads to the end; undefined if one of them does not. */
function allLeads(decisions: Way["decisions"], walk: Walk, depth: number): Deciders[] | undefined {
  const leads: Deciders[] = [];
  for (const targets of decisions) {
    const lead = firstLead(targets, walk, depth);
    if (lead === undefined) return undefined;
    leads.push(lead);
  }
  return leads;
}

/** What decides whether one of several nodes that start together leads to the end. */
function firstLead(targets: readonly string[], walk: Walk, depth: number): Deciders | undefined {
  for (const to of targets) {
    const lead = leadsOn(to, walk, depth - 1);
    if (lead !== undefined) return lead;
  }
  return undefined;
}

/** The plain nodes that lead to a node that certainly begins. Conditions decide what a node starts without its result. */
function sendersTo({ nodes }: NodeLookup, { sent }: CertainRun, end: string): Deciders {
  const parentsOf = new Map<string, NodePlan[]>();
  for (const [id, to] of sent) {
    const parent = nodes.get(id);
    if (parent !== undefined) addToList(parentsOf, to, parent);
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
  const routers = new Set(deciders.flatMap((one) => [...(one?.routers ?? [])]));
  return { routers, senders, choosers: deciders.flatMap((one) => one?.choosers ?? []) };
}

/** Something that decides how a run goes on. */
interface Way {
  readonly own: Deciders;
  /** Alternatives, if it is not certain that one of them is taken. */
  readonly alternatives: readonly AlternativePlan[];
  /** The targets of each decision; empty if it may lead somewhere else. */
  readonly decisions: readonly (readonly string[])[];
}

/** What a node's decisions say about how the run goes on. */
function choicesOf(node: NodePlan, walk: Walk): Way[] {
  return node.kind === "router" ? [wayOf(node, walk)] : waysOf(node, walk);
}

/** The successors that a plain node starts where it succeeds, one way for each; the end itself has been reached then. */
function plainWays(node: NodePlan, { lookup, end }: Walk): Way[] {
  if (node.id === end) return [{ own: nothing, alternatives: [], decisions: [] }];
  if (node.kind !== "function") return [];
  const started = node.successors.filter(({ id, back }) => {
    return !back && lookup.nodes.get(id)?.arrival.length === 1 && !startsByCondition(node, id);
  });
  return started.map(({ id }): Way => {
    const isSender = node.choices.length === 0;
    const own = isSender ? { ...nothing, senders: new Map([[node, new Set([id])]]) } : nothing;
    return { own, alternatives: [], decisions: [[id]] };
  });
}

/** What a router chooses that always starts one of its targets. None of these may wait for other nodes too. */
function wayOf(node: RouterPlan, { lookup }: Walk): Way {
  const forward = node.successors.filter(({ back }) => !back);
  const isOpen = forward.length === 0 || forward.some(({ id }) => lookup.nodes.get(id)?.arrival.length !== 1);
  const decisions = isOpen ? [] : node.successors.map(({ id }) => [id]);
  return { own: { ...nothing, routers: new Set([node]) }, alternatives: [], decisions };
}

/** What the conditions of a node decide: a way for each of its parts that takes an alternative, always or if types say so. */
function waysOf(node: NodePlan, { lookup }: Walk): Way[] {
  const parts = new Map<number | undefined, Decision[]>();
  for (const decision of decideChoices(node.choices)) addToList(parts, decision.part, decision);
  const back = new Set(node.successors.flatMap((successor) => (successor.back ? [successor.id] : [])));
  const mayLead = (id: string): boolean => back.has(id) || lookup.nodes.get(id)?.arrival.length === 1;
  return [...parts.values()].map((part): Way => {
    const taken = part.filter(({ always }) => always.length > 0);
    const targets = new Set(taken.flatMap(({ always }) => always));
    const decisions = [...targets].every((id) => back.has(id)) ? [] : taken.map(({ always }) => always.filter(mayLead));
    const isSure = taken.length === part.length;
    return { own: nothing, alternatives: isSure ? [] : alternativesOf(node, targets), decisions };
  });
}

/** The alternatives of all choices that start one of the targets. */
function alternativesOf({ choices }: NodePlan, targets: ReadonlySet<string>): AlternativePlan[] {
  const own = choices.filter(({ alternatives }) =>
    alternatives.some((one) => one.targets.some((id) => targets.has(id))),
  );
  return own.flatMap(({ alternatives }) => alternatives);
}
