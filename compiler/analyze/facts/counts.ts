import type { Choices } from "./choices.js";

/**
 * Counts of starts, interned: see `Activations`. A count is the minimum of its terms.
 */

/** An interned count. */
export type Count = number;

export interface RouteTerm {
  readonly kind: "route";
  readonly router: number;
  readonly target: number;
  readonly parent: Count;
}

/** What leaves a cycle, any number of times. `count` is per pass, `around` is how often the cycle starts. */
export interface ExitTerm {
  readonly kind: "exit";
  readonly header: number;
  readonly count: Count;
  readonly around: Count;
}

export type Term =
  /**
   * The start of a run, of a pass of a cycle, or of an item (a list may have none). `around` is the count of the cycle
   * or loop itself.
   */
  | { readonly kind: "scope"; readonly of: "run" | "pass" | "item"; readonly node: number; readonly around?: Count }
  | RouteTerm
  /** The outcome of a node that has a `goto`: it either succeeds or fails. */
  | { readonly kind: "success" | "failure"; readonly node: number; readonly parent: Count }
  | { readonly kind: "sum"; readonly parts: readonly Count[] }
  | ExitTerm;

/** The counts that one activation may lead to. */
export interface Group {
  /** The count of all of them together. */
  readonly whole: Count;
  readonly parts: Set<Count>;
  /** The group of the same key in the base. */
  below: Group | undefined;
}

/** The parts of a sum that are not in a complete group. */
export interface Combined {
  /** The number of parts, including those of the base. */
  size: number;
  /** How many times each part occurs, without those of the base. */
  readonly left: Map<Count, number>;
  readonly groups: Map<string, Group>;
}

/**
 * Determines which exits of a cycle are only taken in its last pass. Assumes that routers choose one target (see
 * `canMeet`). Two such exits exclude each other altogether if they exclude each other in one pass. Any other exit can
 * be taken in one pass, and a second exit in the next.
 *
 * Everything that leads back is traced to the start of the pass, once. An exit is in the last pass if its path parts
 * from these paths at a choice. Since a minimum is above zero only if all of its terms are, it is enough to follow one
 * of them.
 */
export interface WaysBack {
  readonly start: Count;
  /** The counts of the back edges themselves. */
  readonly ends: ReadonlySet<Count>;
  readonly users: WayUsers;
  readonly known: Map<Count, boolean>;
}

/**
 * The terms, all of one decision, by which each count leads back. The counts of a pass have successive numbers, so most
 * of this is an array.
 */
export interface WayUsers {
  /** The start of the pass. */
  readonly first: Count;
  /** The first term of each count of the pass, plus 1. Zero for counts that do not lead back. */
  readonly terms: Int32Array;
  /** All terms of the counts that have several, or that are not counts of the pass. */
  readonly several: Map<Count, number[]>;
}

export interface RecentWays {
  /** The oldest ones first. Undefined if nothing can be said about the exits of a cycle. */
  readonly byHeader: Map<number, WaysBack | undefined>;
  /** The length of the arrays in all of them. */
  size: number;
}

/** Terms and counts by number. A count is a sorted list of terms. */
export interface CountStore {
  readonly terms: Term[];
  readonly counts: (readonly number[])[];
  /** Whether each count, by its number, can be more than one. */
  readonly repeats: boolean[];
  readonly termNumbers: Map<string, number>;
  readonly countNumbers: Map<string, number>;
  readonly choices: Choices;
  /** The passes of the cycles visited so far, keyed by header. */
  readonly passes: Map<number, Pass>;
  /** The terms of exits that are only taken in the last pass of their cycle. */
  readonly lastExits: Set<number>;
  /** The terms of exits for which that has been determined. */
  readonly judgedExits: Set<number>;
  /** The ways back that were asked for last, keyed by header: see `recentWays`. */
  readonly ways: RecentWays;
  /** For the terms that were asked for so far: see `isLetOutAgain`. */
  readonly letOutAgain: boolean[];
  /** For the terms that were asked for so far: see `isNeverTaken`. */
  readonly neverTaken: boolean[];
}

/** A pass of a cycle. */
export interface Pass {
  readonly start: Count;
  /** Everything that leads back to the header. */
  readonly back: Combined;
  /** The counts of everything that leads back. */
  readonly taken: readonly Count[];
}

export function createCountStore(choices: Choices): CountStore {
  return {
    terms: [],
    counts: [],
    repeats: [],
    termNumbers: new Map(),
    countNumbers: new Map(),
    choices,
    passes: new Map(),
    lastExits: new Set(),
    judgedExits: new Set(),
    ways: { byHeader: new Map(), size: 0 },
    letOutAgain: [],
    neverTaken: [],
  };
}

export function countOf(term: Term, store: CountStore): Count {
  const key = termKey(term);
  let number = store.termNumbers.get(key);
  if (number === undefined) {
    number = store.terms.push(term) - 1;
    store.termNumbers.set(key, number);
  }
  return internCount([number], store);
}

/** One text for each term. Made for every edge that is looked at, so it is short. */
export function termKey(term: Term): string {
  switch (term.kind) {
    case "scope":
      return `${term.of} ${term.node} ${term.around ?? ""}`;
    case "route":
      return `route ${term.router} ${term.target} ${term.parent}`;
    case "sum":
      return `sum ${term.parts.join(" ")}`;
    case "exit":
      return `exit ${term.header} ${term.count} ${term.around}`;
    default:
      return `${term.kind} ${term.node} ${term.parent}`;
  }
}

export function internCount(terms: readonly number[], store: CountStore): Count {
  const key = terms.join(" ");
  let number = store.countNumbers.get(key);
  if (number === undefined) {
    number = store.counts.push(terms) - 1;
    store.repeats.push(terms.some((term) => isRepeating(store.terms[term], store)));
    store.countNumbers.set(key, number);
  }
  return number;
}

function isRepeating(term: Term | undefined, { repeats }: CountStore): boolean {
  if (term === undefined || term.kind === "scope") return false;
  return term.kind === "sum" || term.kind === "exit" || repeats[term.parent] === true;
}

/**
 * Whether a count can be more than one even if no merge starts twice, since it depends on what a cycle lets out in
 * passes other than its last one.
 */
export function isLetOutAgain(count: Count, store: CountStore): boolean {
  const { letOutAgain } = store;
  // Terms only depend on older ones. Younger ones are left for later: whether an exit is taken in the last pass is only
  // found out after it has a number.
  const youngest = termsOf(count, store).at(-1) ?? -1;
  for (let number = letOutAgain.length; number <= youngest; number++) letOutAgain.push(isTermLetOut(number, store));
  return areAllLetOut(count, store);
}

function isTermLetOut(number: number, store: CountStore): boolean {
  const term = store.terms[number];
  if (term === undefined || term.kind === "scope") return false;
  if (term.kind === "sum") return term.parts.some((part) => areAllLetOut(part, store));
  if (term.kind !== "exit") return areAllLetOut(term.parent, store);
  return !store.lastExits.has(number) || areAllLetOut(term.count, store) || areAllLetOut(term.around, store);
}

function areAllLetOut(count: Count, { counts, letOutAgain }: CountStore): boolean {
  for (const term of counts[count] ?? []) if (letOutAgain[term] !== true) return false;
  return true;
}

/** The only term of a count; undefined if it has several. */
export function onlyTermOf(count: Count, store: CountStore): Term | undefined {
  const terms = termsOf(count, store);
  const [term] = terms;
  return term === undefined || terms.length > 1 ? undefined : store.terms[term];
}

export function termsOf(count: Count, store: CountStore): readonly number[] {
  return store.counts[count] ?? [];
}

/**
 * Returns the terms of counts, and all terms that these depend on.
 *
 * @param basesOf what a term depends on directly
 */
export function termsBehind(
  counts: readonly Count[],
  store: CountStore,
  basesOf: (term: Term) => readonly Count[],
): Set<number> {
  const found = new Set<number>();
  const stack = counts.flatMap((count) => termsOf(count, store));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const term = store.terms[next];
    for (const base of term === undefined ? [] : basesOf(term)) stack.push(...termsOf(base, store));
  }
  return found;
}
