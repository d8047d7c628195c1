import { addToList } from "../../add-to-list.js";
import { areExclusive, canMeet, type Meeting } from "./compare-counts.js";
import { type Count, type Term, termsBehind } from "./counts.js";

/** The positions of two counts in their list. */
export type Pair = readonly [number, number];

/** Returns the first two counts in a list that can both be above zero in one run. */
export function meetingPair(counts: readonly (Count | undefined)[], meeting: Meeting): Pair | undefined {
  if (someMeet(counts, meeting) === false) return undefined;
  for (const [index, one] of counts.entries()) {
    if (one === undefined) continue;
    for (let next = index + 1; next < counts.length; next++) {
      const other = counts[next];
      if (other !== undefined && canMeet(one, other, meeting)) return [index, next];
    }
  }
  return undefined;
}

/** Returns the first two counts in a list that are never both above zero in one run. */
export function exclusivePair(counts: readonly (Count | undefined)[], meeting: Meeting): Pair | undefined {
  const first = new Map<Count, number>();
  for (const [index, count] of counts.entries()) if (count !== undefined && !first.has(count)) first.set(count, index);
  const distinct = [...first];
  if (distinct.length < 2 || !canExclude([...first.keys()], meeting)) return undefined;
  for (const [at, [one, index]] of distinct.entries()) {
    for (let next = at + 1; next < distinct.length; next++) {
      const [other, position] = distinct[next] ?? [one, index];
      if (!canMeet(one, other, meeting)) return [index, position];
    }
  }
  return undefined;
}

/**
 * Whether any two counts in a list can meet, in time linear in what they depend on. Undefined if they are neither in
 * one tree nor in one region, so that each pair has to be compared.
 */
export function someMeet(counts: readonly (Count | undefined)[], meeting: Meeting): boolean | undefined {
  const known = counts.filter((count) => count !== undefined);
  return meeting.regions?.someMeet(known, meeting.budget) ?? someMeetInTree(known, meeting);
}

function someMeetInTree(counts: readonly Count[], meeting: Meeting): boolean | undefined {
  const { tree } = meeting;
  const items = new Set<number>();
  let root: number | undefined;
  for (const count of counts) {
    const term = tree.termOf(count);
    if (term === undefined || tree.rootOf(term) !== (root ?? tree.rootOf(term))) return undefined;
    if (items.has(term)) return true;
    items.add(term);
    root = tree.rootOf(term);
  }
  const branches = branchesOf(items, meeting);
  for (const [term, below] of branches) if (items.has(term) || !areAllExclusive(below, meeting)) return true;
  return false;
}

/** For each term that leads to an item, those of its children that are items or lead to one. */
function branchesOf(items: ReadonlySet<number>, { tree }: Meeting): Map<number, number[]> {
  const branches = new Map<number, number[]>();
  // The loop also visits the terms that it adds.
  const terms = new Set(items);
  for (const term of terms) {
    const parent = tree.parentOf(term);
    if (parent < 0) continue;
    addToList(branches, parent, term);
    terms.add(parent);
  }
  return branches;
}

function areAllExclusive(terms: readonly number[], meeting: Meeting): boolean {
  const { store, isChoice } = meeting;
  const [first, ...others] = terms.map((number) => store.terms[number]);
  if (first === undefined || others.length === 0) return true;
  // Unless types say more, a router is assumed to choose one target.
  if (isChoice && first.kind === "route" && !store.choices.has(first.router)) {
    return others.every((term) => term?.kind === "route" && term.router === first.router);
  }
  return terms.every((one, index) => {
    return terms.slice(index + 1).every((other) => areExclusiveTerms(one, other, meeting));
  });
}

function areExclusiveTerms(one: number, other: number, meeting: Meeting): boolean {
  const [left, right] = [meeting.store.terms[one], meeting.store.terms[other]];
  return left !== undefined && right !== undefined && areExclusive(left, right, meeting);
}

/** Whether anything that the counts depend on can exclude anything else. If not, all of them can meet. */
function canExclude(counts: readonly Count[], meeting: Meeting): boolean {
  const { store } = meeting;
  const decisions = new Set<string>();
  for (const number of termsBehind(counts, store, basesOf)) {
    const term = store.terms[number];
    if (term === undefined || !("parent" in term)) continue;
    const key = term.kind === "route" ? `route ${term.router} ${term.parent}` : `${term.node} ${term.parent}`;
    const isOpen = term.kind === "route" && !meeting.isChoice && !store.choices.has(term.router);
    if (isOpen) continue;
    if (decisions.has(key)) return true;
    decisions.add(key);
  }
  return false;
}

function basesOf(term: Term): readonly Count[] {
  if (term.kind === "sum") return term.parts;
  if (term.kind === "exit") return [term.count, term.around];
  if (term.kind === "scope") return term.around === undefined ? [] : [term.around];
  return [term.parent];
}
