import {
  type Count,
  type CountStore,
  isLetOutAgain,
  type Term,
  termsOf,
  type WaysBack,
  type WayUsers,
} from "./counts.js";

/** Maximum length of the arrays of all ways back that are kept. */
const mostKept = 100_000;

/**
 * Returns the ways back of a cycle. They include those of the cycles inside it, so all of them together can be as many
 * as the square of the nested cycles. That is why only the last ones are kept; others are found again.
 */
export function recentWays(header: number, store: CountStore): WaysBack | undefined {
  const { passes, ways } = store;
  const { byHeader } = ways;
  const pass = passes.get(header);
  if (pass === undefined || byHeader.has(header)) return byHeader.get(header);
  const found = findWaysBack(pass.start, pass.taken, store);
  byHeader.set(header, found);
  ways.size += found?.users.terms.length ?? 0;
  for (const [oldest, counts] of byHeader) {
    if (ways.size <= mostKept || oldest === header) break;
    byHeader.delete(oldest);
    ways.size -= counts?.users.terms.length ?? 0;
  }
  return found;
}

/**
 * @returns undefined if one pass can lead back twice, or if a decision on a way back is taken several times in a pass
 */
function findWaysBack(start: Count, back: readonly Count[], store: CountStore): WaysBack | undefined {
  const ends = new Set(back);
  if (ends.size < back.length || back.some((count) => isLetOutAgain(count, store))) return undefined;
  const users = createUsers(start, back);
  const stack = [...back];
  for (let count = stack.pop(); count !== undefined; count = stack.pop()) {
    if (count === start) continue;
    const term = termsOf(count, store).at(-1) ?? -1;
    if (isStart(term, start, store)) return undefined;
    for (const base of basesOf(term, store)) {
      if (ends.has(base) || isLetOutAgain(base, store)) return undefined;
      if (!isUsed(base, users)) stack.push(base);
      else if (!usersOf(base, users).every((other) => isOtherChoice(term, other, store))) return undefined;
      addUser(base, term, users);
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
    if (next === start || isUsed(next, users) || known.has(next)) continue;
    for (const term of termsOf(next, store)) for (const base of basesOf(term, store)) open.add(base);
  }
  // A count only depends on older ones.
  for (const next of [...open].sort((one, other) => one - other)) {
    if (!known.has(next)) known.set(next, partsFromWays(next, ways, store));
  }
  return known.get(count) === true;
}

function partsFromWays(count: Count, { start, ends, users, known }: WaysBack, store: CountStore): boolean {
  if (ends.has(count) || isUsed(count, users)) return false;
  if (count === start) return true;
  return termsOf(count, store).some((term) => {
    if (isStart(term, start, store)) return false;
    return basesOf(term, store).every((base) => {
      if (!isUsed(base, users) || ends.has(base)) return known.get(base) === true;
      return usersOf(base, users).every((other) => isOtherChoice(term, other, store));
    });
  });
}

function createUsers(start: Count, back: readonly Count[]): WayUsers {
  const last = back.reduce((one, other) => Math.max(one, other), start);
  return { first: start, terms: new Int32Array(last - start + 1), several: new Map() };
}

function isUsed(count: Count, { first, terms, several }: WayUsers): boolean {
  return count < first ? several.has(count) : (terms[count - first] ?? 0) > 0;
}

function usersOf(count: Count, { first, terms, several }: WayUsers): readonly number[] {
  return several.get(count) ?? [(terms[count - first] ?? 0) - 1];
}

function addUser(count: Count, term: number, users: WayUsers): void {
  const { first, terms, several } = users;
  if (isUsed(count, users)) several.set(count, [...usersOf(count, users), term]);
  else if (count < first) several.set(count, [term]);
  else terms[count - first] = term + 1;
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
