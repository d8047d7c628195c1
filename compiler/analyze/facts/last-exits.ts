import { addToList } from "../../add-to-list.js";
import { type WaysBack, type Count, type CountStore, isLetOutAgain, type Term, termsOf } from "./counts.js";

/**
 * @returns undefined if one pass can lead back twice, or if a decision on a way back is taken several times in a pass
 */
export function findWaysBack(start: Count, back: readonly Count[], store: CountStore): WaysBack | undefined {
  const ends = new Set(back);
  if (ends.size < back.length || back.some((count) => isLetOutAgain(count, store))) return undefined;
  const users = new Map<Count, number[]>();
  const stack = [...back];
  for (let count = stack.pop(); count !== undefined; count = stack.pop()) {
    if (count === start) continue;
    const term = termsOf(count, store).at(-1) ?? -1;
    if (isStart(term, start, store)) return undefined;
    for (const base of basesOf(term, store)) {
      const others = users.get(base) ?? [];
      if (isLetOutAgain(base, store)) return undefined;
      if (ends.has(base) || !others.every((other) => isOtherChoice(term, other, store))) return undefined;
      if (others.length === 0) stack.push(base);
      addToList(users, base, term);
    }
  }
  return { start, ends, users, known: new Map() };
}

/** Whether a pass in which the count is above zero never leads back. */
export function isOfLastPass(count: Count, ways: WaysBack, store: CountStore): boolean {
  const { start, users, known } = ways;
  const open = new Set([count]);
  // The loop also visits the counts that it adds.
  for (const next of open) {
    if (next === start || users.has(next) || known.has(next)) continue;
    for (const term of termsOf(next, store)) for (const base of basesOf(term, store)) open.add(base);
  }
  // A count only depends on older ones.
  for (const next of [...open].sort((one, other) => one - other)) {
    if (!known.has(next)) known.set(next, partsFromWays(next, ways, store));
  }
  return known.get(count) === true;
}

function partsFromWays(count: Count, { start, ends, users, known }: WaysBack, store: CountStore): boolean {
  if (ends.has(count) || users.has(count)) return false;
  if (count === start) return true;
  return termsOf(count, store).some((term) => {
    if (isStart(term, start, store)) return false;
    return basesOf(term, store).every((base) => {
      const others = users.get(base);
      if (others === undefined || ends.has(base)) return known.get(base) === true;
      return others.every((other) => isOtherChoice(term, other, store));
    });
  });
}

/** Whether a term is the start of the pass. A minimum that contains it says nothing about what the pass decides. */
function isStart(term: number, start: Count, store: CountStore): boolean {
  return termsOf(start, store).includes(term);
}

/** Whether two terms are different outcomes of one activation. */
function isOtherChoice(one: number, other: number, { terms, choices }: CountStore): boolean {
  const [left, right] = [terms[one], terms[other]];
  if (left === undefined || right === undefined || one === other) return false;
  if (left.kind === "route" && right.kind === "route") {
    return left.router === right.router && choices.get(left.router)?.areTogether(left.target, right.target) !== true;
  }
  return isOutcome(left) && isOutcome(right) && left.node === right.node;
}

function isOutcome(term: Term): term is Extract<Term, { kind: "success" | "failure" }> {
  return term.kind === "success" || term.kind === "failure";
}

/** What a term depends on, assuming that routers choose one target. */
export function basesOf(number: number, { terms, lastExits }: CountStore): readonly Count[] {
  const term = terms[number];
  if (term === undefined) return [];
  if (term.kind === "sum") return term.parts;
  if (term.kind === "exit") return [lastExits.has(number) ? term.count : term.around];
  if (term.kind === "scope") return term.around === undefined ? [] : [term.around];
  return [term.parent];
}
