import type { CountRegions, StepCounter } from "./count-regions.js";
import { type CountTree, createCountTree } from "./count-tree.js";
import {
  type Count,
  type CountStore,
  internCount,
  isLetOutAgain,
  type RouteTerm,
  type Term,
  termsOf,
} from "./counts.js";

import { isNeverTaken } from "./never-taken.js";

export interface Meeting {
  readonly store: CountStore;
  readonly tree: CountTree;
  /** Set if routers are assumed to choose one target. */
  readonly regions: CountRegions | undefined;
  /** Answers so far, keyed by `pairKey`. Shared by all questions of an analysis. */
  readonly known: Map<number, boolean>;
  readonly budget: Budget;
  /** Whether each router is assumed to choose one target only. */
  readonly isChoice: boolean;
  /**
   * Whether the counts may refer to different starts of a node, so that its outcomes do not exclude each other.
   * `starts` is how often the node starts. If undefined, `isChoice` alone decides what excludes what.
   */
  readonly mayDiffer?: ((node: number, starts: Count) => boolean) | undefined;
}

/**
 * How much work an analysis may spend on proofs. It is counted in steps instead of time, so that results are the same
 * on every machine.
 */
export interface Budget extends StepCounter {
  /** The number of nested steps left. They use the stack. */
  depth: number;
  /** Whether the current question was given up. Then the answer is "they can meet". */
  isSpent: boolean;
  /** Whether any question was given up. */
  wasSpent: boolean;
}

/** Both are far more than real flows need: see `tests/analyze/budget.test.ts`. */
const mostSteps = 400_000;
const mostDepth = 600;

/** Prepares questions about the counts of a store. Regions can be added once all counts exist. */
export function createMeeting(store: CountStore, isChoice: boolean): Meeting {
  const budget: Budget = { steps: mostSteps, depth: mostDepth, isSpent: false, wasSpent: false };
  return { store, tree: createCountTree(store), regions: undefined, known: new Map(), budget, isChoice };
}

/** Whether one run can have both counts above zero. Also true if the budget is too small to rule it out. */
export function canMeet(one: Count, other: Count, meeting: Meeting): boolean {
  meeting.budget.isSpent = false;
  // A join of what is never taken stays an error of its own.
  if (meeting.isChoice && [one, other].some((count) => isNeverTaken(count, meeting.store))) return false;
  return meet(one, other, meeting);
}

/** Whether `canMeet` is true only because its budget was too small. */
export function isGivenUp(one: Count, other: Count, meeting: Meeting): boolean {
  return canMeet(one, other, meeting) && meeting.budget.isSpent;
}

/**
 * Whether a run can have a count above zero. Only considers the next join before it, and assumes that a join of many
 * terms can start. If a router starts several times, a join can combine what it chose one time with what it chose
 * another time.
 */
export function isPossible(count: Count, meeting: Meeting): boolean {
  let terms = termsOf(count, meeting.store);
  for (let [only = -1] = terms; terms.length === 1; [only = -1] = terms) {
    const term = meeting.store.terms[only];
    if (term === undefined || !("parent" in term)) return true;
    terms = termsOf(term.parent, meeting.store);
  }
  meeting.budget.isSpent = false;
  if (terms.length > mostCompared || canAllMeet(terms, terms, meeting)) return true;
  return canAllMeet(
    terms,
    terms,
    withSeveralStarts(meeting, (_, starts) => isLetOutAgain(starts, meeting.store)),
  );
}

/** Prepares the same questions for nodes that start several times and may decide differently each time. */
export function withSeveralStarts(meeting: Meeting, mayDiffer: NonNullable<Meeting["mayDiffer"]>): Meeting {
  return { ...meeting, mayDiffer, regions: undefined, known: new Map() };
}

/** Joins with more branches than this are assumed to be possible. */
const mostCompared = 20;

function meet(one: Count, other: Count, meeting: Meeting): boolean {
  if (one === other) return true;
  const together = meetInTree(one, other, meeting);
  if (together !== undefined) return together;
  const { store, known, budget, regions } = meeting;
  const key = pairKey(one, other);
  const found = known.get(key);
  if (found !== undefined) return found;
  if (budget.steps <= 0 || budget.depth <= 0) {
    budget.isSpent = true;
    budget.wasSpent = true;
    return true;
  }
  budget.depth -= 1;
  const inRegion = regions?.someMeet([one, other], budget);
  const result =
    inRegion ??
    somePartMeets(one, other, meeting) ??
    somePartMeets(other, one, meeting) ??
    canAllMeet(termsOf(one, store), termsOf(other, store), meeting);
  budget.depth += 1;
  // The answer "they cannot meet" is always proved.
  if (!result || !budget.isSpent) known.set(key, result);
  return result;
}

/**
 * Whether a part of a sum can meet a join as a whole: the parts may each exclude another branch of the join. Undefined
 * if the counts are not of these kinds.
 */
function somePartMeets(one: Count, other: Count, meeting: Meeting): boolean | undefined {
  const { store, budget } = meeting;
  const [only = -1, ...more] = termsOf(one, store);
  const term = store.terms[only];
  if (term?.kind !== "sum" || more.length > 0 || termsOf(other, store).length < 2) return undefined;
  return term.parts.some((part) => {
    budget.steps -= 1;
    return meet(part, other, meeting);
  });
}

function pairKey(one: Count, other: Count): number {
  return Math.min(one, other) * 2 ** 26 + Math.max(one, other);
}

function canAllMeet(ones: readonly number[], others: readonly number[], meeting: Meeting): boolean {
  for (const one of ones) {
    for (const other of others) {
      meeting.budget.steps -= 1;
      if (!canTermsMeet(one, other, meeting)) return false;
    }
  }
  return true;
}

/** Same, for counts with a single term each, in the same tree; undefined for others. */
function meetInTree(one: Count, other: Count, meeting: Meeting): boolean | undefined {
  const { store, tree } = meeting;
  const left = tree.termOf(one);
  const right = tree.termOf(other);
  const parting = left === undefined || right === undefined ? undefined : tree.partingOf(left, right);
  if (parting === undefined) return undefined;
  if (parting === "same") return true;
  const [first, second] = parting.map((number) => store.terms[number]);
  return first === undefined || second === undefined || !areExclusive(first, second, meeting);
}

/**
 * Traces the younger term back to what it depends on, until both are the same or exclude each other. The choices of one
 * activation are numbered in a row, so the younger of two terms never has to wait until the older one has been traced
 * back.
 */
function canTermsMeet(one: number, other: number, meeting: Meeting): boolean {
  const { store } = meeting;
  const [old, young] = one < other ? [one, other] : [other, one];
  const older = store.terms[old];
  const younger = store.terms[young];
  if (old === young || older === undefined || younger === undefined) return true;
  if (younger.kind === "scope") {
    return younger.around === undefined || meet(younger.around, internCount([old], store), meeting);
  }
  if (areExclusive(older, younger, meeting)) return false;
  const against = internCount([old], store);
  if (younger.kind === "sum") return younger.parts.some((part) => meet(part, against, meeting));
  if (younger.kind !== "exit") return meet(younger.parent, against, meeting);
  // Two passes can decide differently. But if each router sends to one target only, there is one last pass.
  const isOnce =
    meeting.isChoice && store.lastExits.has(young) && meeting.mayDiffer?.(younger.header, younger.around) !== true;
  return meet(isOnce ? younger.count : younger.around, against, meeting);
}

/** Whether two terms depend on the same activation, which never leads to both. */
export function areExclusive(one: Term, other: Term, meeting: Meeting): boolean {
  const { isChoice, store, mayDiffer } = meeting;
  if (one.kind === "route" && other.kind === "route") return areOtherChoices(one, other, meeting);
  const isOutcome = (term: Term): term is Extract<Term, { kind: "success" | "failure" }> =>
    term.kind === "success" || term.kind === "failure";
  return (
    isOutcome(one) &&
    isOutcome(other) &&
    one.node === other.node &&
    one.parent === other.parent &&
    one.kind !== other.kind &&
    mayDiffer?.(one.node, one.parent) !== true &&
    // Of two activations, one can succeed and the other can fail.
    (isChoice || store.repeats[one.parent] !== true)
  );
}

/** Whether one activation of a router never chooses both targets, according to types or else to `isChoice`. */
function areOtherChoices(one: RouteTerm, other: RouteTerm, { isChoice, store, mayDiffer }: Meeting): boolean {
  if (one.router !== other.router || one.parent !== other.parent || one.target === other.target) return false;
  if (mayDiffer?.(one.router, one.parent) === true) return false;
  const choice = store.choices.get(one.router);
  if (isChoice) return choice?.areTogether(one.target, other.target) !== true;
  // Each of two activations can choose a different target.
  return choice?.areExclusive(one.target, other.target) === true && store.repeats[one.parent] !== true;
}
