import { type Count, type CountStore, internCount, onlyTermOf, type Term, termKey, termsOf } from "./counts.js";

/** Returns the minimum of counts: all their terms, without those that are never less than another one. */
export function leastOf(counts: readonly (Count | undefined)[], store: CountStore): Count | undefined {
  const distinct = new Set(counts);
  const [only] = distinct;
  if (distinct.has(undefined) || distinct.size < 2) return distinct.has(undefined) ? undefined : only;
  const terms = new Set([...distinct].flatMap((count) => (count === undefined ? [] : termsOf(count, store))));
  const needless = boundsOf(terms, store);
  for (const term of terms) {
    const isKnown = (number: number): boolean => needless.has(number) || (number !== term && terms.has(number));
    if (isAbove(term, isKnown, store)) needless.add(term);
  }
  return internCount(
    [...terms].filter((term) => !needless.has(term)).sort((left, right) => left - right),
    store,
  );
}

/**
 * Returns all terms that some term can never exceed: an activation of a router chooses a target at most once, and some
 * targets only together with others.
 */
function boundsOf(terms: Iterable<number>, store: CountStore): Set<number> {
  const found = new Set<number>();
  const stack = [...terms];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const term = store.terms[next];
    const parent = parentOf(term);
    const bounds = parent === undefined ? [] : [...termsOf(parent, store), ...impliedBy(term, store)];
    for (const bound of bounds) {
      if (found.has(bound)) continue;
      found.add(bound);
      stack.push(bound);
    }
  }
  return found;
}

/** Returns the choices without which the same activation never makes a choice. */
function impliedBy(term: Term | undefined, store: CountStore): number[] {
  const choice = term?.kind === "route" ? store.choices.get(term.router) : undefined;
  if (term?.kind !== "route" || choice === undefined) return [];
  return choice.impliedBy(term.target).flatMap((target) => store.termNumbers.get(termKey({ ...term, target })) ?? []);
}

/**
 * Whether a term is at least the minimum of known terms: a sum is at least each of its parts, and as much as a node succeeds that
 * always takes one of them; what each pass of a cycle lets out is at least the number of starts of the cycle.
 */
function isAbove(number: number, isKnown: (term: number) => boolean, store: CountStore): boolean {
  const term = store.terms[number];
  const isCountAbove = (count: Count): boolean =>
    termsOf(count, store).every((inner) => isKnown(inner) || isAbove(inner, isKnown, store));
  if (term?.kind === "sum") return term.parts.some(isCountAbove) || wholeChoices(term.parts, store).some(isCountAbove);
  return term?.kind === "exit" && store.passes.get(term.header)?.start === term.count && isCountAbove(term.around);
}

function parentOf(term: Term | undefined): Count | undefined {
  return term !== undefined && "parent" in term ? term.parent : undefined;
}

/** The counts of nodes that take at least one of the parts of a sum each time. */
export function wholeChoices(parts: readonly Count[], store: CountStore): Count[] {
  const routes = parts.flatMap((part) => {
    const term = onlyTermOf(part, store);
    return term?.kind === "route" ? [term] : [];
  });
  const whole = routes.filter(({ router, parent }) => {
    const own = routes.filter((term) => term.router === router && term.parent === parent);
    return store.choices.get(router)?.isSomeOf(own.map(({ target }) => target)) === true;
  });
  return [...new Set(whole.map(({ parent }) => parent))];
}
