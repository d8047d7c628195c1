import type { GraphFacts } from "./graph-facts.js";
import type { LoopScopes } from "./loop-scopes.js";

/**
 * How often nodes start, as a function of what routers choose (SPEC 10: one target, several or none).
 *
 * A *count* is a number of starts within one scope: one run, one item of a loop, or one pass of a cycle. Counts are made of
 * interned *terms*, so that two nodes start equally often under every choice when their counts are the same number here.
 * A count is the minimum of its terms: the start of the scope, the choice of a target by one activation of a router, the
 * sum of several counts (`|`), or what a cycle lets out.
 */
export interface Activations {
  /** How often a node starts over its forward edges, in the scope around it; undefined: never. */
  startsOf(node: number): Count | undefined;
  /** How often each group of parents of a join delivers an arrival; in the order of `facts.arrivals`. */
  groupsOf(node: number): readonly (Count | undefined)[];
  /** How often an edge is taken, in the scope of its target; undefined: never. */
  edgeOf(from: number, to: number): Count | undefined;
  /** How often a back edge is taken in one pass. */
  backEdgeOf(from: number, to: number): Count | undefined;
  /** Whether a count is one or more whatever routers choose. */
  isCertain(count: Count): boolean;
  /** Whether no run can have both: one needs a node's success, the other its failure. */
  isImpossible(one: Count, other: Count): boolean;
  /** Whether one run can have both although each router sends to one target only. */
  canCoincide(one: Count, other: Count): boolean;
  /** A choice that the first count depends on and the second does not. */
  differenceOf(one: Count, other: Count): RouteTerm | undefined;
}

/** An interned count. */
export type Count = number;

export interface RouteTerm {
  readonly kind: "route";
  readonly router: number;
  readonly target: number;
  readonly parent: Count;
}

type Term =
  | { readonly kind: "scope"; readonly name: string }
  | RouteTerm
  /** A node that has a `goto` either succeeds or fails. */
  | { readonly kind: "success" | "failure"; readonly node: number; readonly parent: Count }
  | { readonly kind: "sum"; readonly parts: readonly Count[] }
  /** What leaves a cycle, any number of times: `count` in each pass, `around` the starts of the cycle. */
  | { readonly kind: "exit"; readonly header: number; readonly count: Count; readonly around: Count };

/** Terms and counts by number; a count is a sorted list of terms. */
interface Store {
  readonly terms: Term[];
  readonly counts: (readonly number[])[];
  readonly termNumbers: Map<string, number>;
  readonly countNumbers: Map<string, number>;
}

export interface ActivationInput {
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
}

export function findActivations(input: ActivationInput): Activations {
  const store: Store = { terms: [], counts: [], termNumbers: new Map(), countNumbers: new Map() };
  const state = createState(store, input);
  for (const node of input.facts.order) startNode(node, state);
  return {
    startsOf: (node) => state.starts[node],
    groupsOf: (node) => state.groups[node] ?? [],
    edgeOf: (from, to) => edgeCount(from, to, state),
    backEdgeOf: (from, to) => edgeCount(from, to, { ...state, leaves: () => undefined }),
    isCertain: (count) => isCertain(count, store, new Map()),
    isImpossible: (one, other) => !canMeet(one, other, { store, known: new Map(), isChoice: false }),
    canCoincide: (one, other) => canMeet(one, other, { store, known: new Map(), isChoice: true }),
    differenceOf: (one, other) => differenceOf(one, other, store),
  };
}

interface State extends ActivationInput {
  readonly store: Store;
  /** Over forward edges, in the scope around the node. */
  readonly starts: (Count | undefined)[];
  readonly groups: (readonly (Count | undefined)[])[];
  /** Within the node's own scope: for the header of a cycle one pass. */
  readonly inside: (Count | undefined)[];
  /** The outermost cycle that an edge leaves, by its header. */
  leaves(from: number, to: number): number | undefined;
  readonly headers: ReadonlySet<number>;
  /** The body of each loop, by the loop's node. */
  readonly bodies: ReadonlyMap<number, number>;
}

function createState(store: Store, input: ActivationInput): State {
  const { cycles } = input.facts;
  const cyclesOf = new Map<number, { header: number; members: ReadonlySet<number> }[]>();
  for (const { header, members } of cycles) {
    const cycle = { header, members: new Set(members) };
    for (const member of members) cyclesOf.set(member, [...(cyclesOf.get(member) ?? []), cycle]);
  }
  const leaves = (from: number, to: number): number | undefined => {
    const left = (cyclesOf.get(from) ?? []).filter(({ members }) => !members.has(to));
    const [widest] = left.sort((one, other) => other.members.size - one.members.size);
    return widest?.header;
  };
  const headers = new Set(cycles.map(({ header }) => header));
  const bodies = new Map(input.scopes.loops.map(({ node, body }) => [node, body]));
  return { ...input, store, starts: [], groups: [], inside: [], leaves, headers, bodies };
}

function startNode(node: number, state: State): void {
  const { facts, store, starts, groups, inside, headers } = state;
  const waits = facts.arrivals[node] ?? [];
  const arrived = waits.map((group) =>
    sumOf(
      group.map((parent) => edgeCount(parent.node, node, state)),
      store,
    ),
  );
  groups[node] = arrived;
  const joined = arrived.length === 0 ? undefined : arrived.reduce((one, other) => leastOf(one, other, store));
  const first = node === facts.graph.entry ? scopeCount("run", store) : undefined;
  const failed = facts.graph.gotos.map((goto) => {
    if (goto === undefined || goto.to !== node || facts.isBack(goto.from, node)) return undefined;
    return failureCount(goto.from, node, state);
  });
  const total = sumOf([first, joined, ...failed], store);
  starts[node] = total;
  inside[node] = total !== undefined && headers.has(node) ? scopeCount(`pass ${node}`, store) : total;
  // All that a node decides is numbered before anything that depends on it: see `canTermsMeet`.
  for (const { to } of facts.graph.edges[node] ?? []) edgeCount(node, to, state);
  const goto = facts.graph.gotos[node];
  if (goto !== undefined) failureCount(node, goto.to, state);
}

/** How often an edge is taken: by every success of a plain node, by each choice of a router. */
function edgeCount(from: number, to: number, state: State): Count | undefined {
  const { facts, store, inside } = state;
  const base = inside[from];
  const node = facts.graph.nodes[from];
  if (base === undefined || node === undefined) return undefined;
  if (state.bodies.get(from) === to) return scopeCount(`item ${from}`, store);
  const goto = facts.graph.gotos[from];
  const success = goto === undefined ? base : countOf({ kind: "success", node: from, parent: base }, store);
  const isRouter = node.type.kind === "router";
  const taken = isRouter ? countOf({ kind: "route", router: from, target: to, parent: success }, store) : success;
  return outside(taken, { from, to, state });
}

function failureCount(from: number, to: number, state: State): Count | undefined {
  const base = state.inside[from];
  if (base === undefined) return undefined;
  return outside(countOf({ kind: "failure", node: from, parent: base }, state.store), { from, to, state });
}

interface Leaving {
  readonly from: number;
  readonly to: number;
  readonly state: State;
}

/** A pass is left behind with the cycle. */
function outside(count: Count, { from, to, state }: Leaving): Count {
  const header = state.leaves(from, to);
  const around = header === undefined ? undefined : state.starts[header];
  if (header === undefined || around === undefined) return count;
  return countOf({ kind: "exit", header, count, around }, state.store);
}

function scopeCount(name: string, store: Store): Count {
  return countOf({ kind: "scope", name }, store);
}

function countOf(term: Term, store: Store): Count {
  const key = JSON.stringify(term);
  let number = store.termNumbers.get(key);
  if (number === undefined) {
    number = store.terms.push(term) - 1;
    store.termNumbers.set(key, number);
  }
  return internCount([number], store);
}

function internCount(terms: readonly number[], store: Store): Count {
  const key = terms.join(" ");
  let number = store.countNumbers.get(key);
  if (number === undefined) {
    number = store.counts.push(terms) - 1;
    store.countNumbers.set(key, number);
  }
  return number;
}

/** What arrives over several edges; those that never bring anything are no part of it. */
function sumOf(counts: readonly (Count | undefined)[], store: Store): Count | undefined {
  const parts = counts.filter((count) => count !== undefined).sort((one, other) => one - other);
  const [only, ...more] = parts;
  return more.length === 0 ? only : countOf({ kind: "sum", parts }, store);
}

/** The minimum of two counts: their terms together, without those that another one keeps from being larger. */
function leastOf(one: Count | undefined, other: Count | undefined, store: Store): Count | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return one;
  const terms = [...new Set([...termsOf(one, store), ...termsOf(other, store)])];
  const needless = new Set<number>();
  for (const term of terms) for (const bound of boundsOf(term, store)) needless.add(bound);
  return internCount(
    terms.filter((term) => !needless.has(term)).sort((left, right) => left - right),
    store,
  );
}

function termsOf(count: Count, store: Store): readonly number[] {
  return store.counts[count] ?? [];
}

/** All terms that a term can never exceed: a router chooses a target at most once an activation. */
function boundsOf(term: number, store: Store): Set<number> {
  const found = new Set<number>();
  const stack = [term];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const parent = parentOf(store.terms[next]);
    for (const bound of parent === undefined ? [] : termsOf(parent, store)) {
      if (found.has(bound)) continue;
      found.add(bound);
      stack.push(bound);
    }
  }
  return found;
}

function parentOf(term: Term | undefined): Count | undefined {
  return term !== undefined && "parent" in term ? term.parent : undefined;
}

function isCertain(count: Count, store: Store, known: Map<Count, boolean>): boolean {
  const found = known.get(count);
  if (found !== undefined) return found;
  const certain = termsOf(count, store).every((number) => {
    const term = store.terms[number];
    if (term?.kind === "sum") return term.parts.some((part) => isCertain(part, store, known));
    if (term?.kind === "exit") return isCertain(term.count, store, known);
    return term?.kind === "scope";
  });
  known.set(count, certain);
  return certain;
}

interface Meeting {
  readonly store: Store;
  readonly known: Map<string, boolean>;
  /** Whether a router is taken to choose one target only. */
  readonly isChoice: boolean;
}

/** Whether one run can have both counts above zero. */
function canMeet(one: Count, other: Count, meeting: Meeting): boolean {
  if (one === other) return true;
  const key = one < other ? `${one} ${other}` : `${other} ${one}`;
  const found = meeting.known.get(key);
  if (found !== undefined) return found;
  meeting.known.set(key, true);
  const { store } = meeting;
  const result = termsOf(one, store).every((left) =>
    termsOf(other, store).every((right) => canTermsMeet(left, right, meeting)),
  );
  meeting.known.set(key, result);
  return result;
}

/**
 * The younger term is traced back to what it depends on, until both are one or exclude each other. The choices of one
 * activation are numbered in one go, so the younger of two terms never has to wait for the older one to be traced back.
 */
function canTermsMeet(one: number, other: number, meeting: Meeting): boolean {
  const { store } = meeting;
  const [old, young] = one < other ? [one, other] : [other, one];
  const older = store.terms[old];
  const younger = store.terms[young];
  if (old === young || older === undefined || younger === undefined || younger.kind === "scope") return true;
  if (areExclusive(older, younger, meeting)) return false;
  const against = internCount([old], store);
  if (younger.kind === "sum") return younger.parts.some((part) => canMeet(part, against, meeting));
  if (younger.kind !== "exit") return canMeet(younger.parent, against, meeting);
  // Two passes can decide differently; but a router that sends to one target only leaves the cycle once.
  return canMeet(meeting.isChoice ? younger.count : younger.around, against, meeting);
}

function areExclusive(one: Term, other: Term, { isChoice }: Meeting): boolean {
  if (one.kind === "route" && other.kind === "route") {
    return isChoice && one.router === other.router && one.parent === other.parent && one.target !== other.target;
  }
  const isOutcome = (term: Term): term is Extract<Term, { kind: "success" | "failure" }> =>
    term.kind === "success" || term.kind === "failure";
  return (
    isOutcome(one) &&
    isOutcome(other) &&
    one.node === other.node &&
    one.parent === other.parent &&
    one.kind !== other.kind
  );
}

/** The choice nearest to the end that `one` depends on and `other` does not. */
function differenceOf(one: Count, other: Count, store: Store): RouteTerm | undefined {
  const shared = dependenciesOf(other, store);
  for (const number of [...dependenciesOf(one, store)].sort((left, right) => right - left)) {
    const term = store.terms[number];
    if (term?.kind === "route" && !shared.has(number)) return term;
  }
  return undefined;
}

function dependenciesOf(count: Count, store: Store): Set<number> {
  const found = new Set<number>();
  const stack = [...termsOf(count, store)];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const term = store.terms[next];
    if (term === undefined || term.kind === "scope") continue;
    const counts = term.kind === "sum" ? term.parts : [term.kind === "exit" ? term.count : term.parent];
    for (const part of counts) stack.push(...termsOf(part, store));
  }
  return found;
}
