import { type Count, type CountStore, type RouteTerm, type Term, termsBehind, termsOf } from "./counts.js";
import { leastOf, wholeChoices } from "./least-count.js";

/** Whether a count is above zero in every run. */
export function isCertain(count: Count, store: CountStore, known: Map<Count, boolean>): boolean {
  const found = known.get(count);
  if (found !== undefined) return found;
  const certain = termsOf(count, store).every((number) => {
    const term = store.terms[number];
    if (term?.kind === "sum") {
      return [...term.parts, ...wholeChoices(term.parts, store)].some((part) => isCertain(part, store, known));
    }
    if (term?.kind === "exit") return isCertain(term.count, store, known) && isCertain(term.around, store, known);
    return term?.kind === "scope" && term.of !== "item";
  });
  known.set(count, certain);
  return certain;
}

/** Returns the choice nearest to the end without which `one` is zero and that `other` does not depend on. */
export function differenceOf(one: Count, other: Count, store: CountStore): RouteTerm | undefined {
  const routes = ownTerms(one, other, store).filter((term) => term.kind === "route");
  return routes.slice(0, mostTried).find((route) => isZeroWithout(one, (term) => term === route, store));
}

/** Returns the router without whose choices, in any combination, `one` is zero and that `other` does not depend on. */
export function routerBetween(one: Count, other: Count, store: CountStore): number | undefined {
  const routers = new Set(ownTerms(one, other, store).flatMap((term) => (term.kind === "route" ? [term.router] : [])));
  const isChosenBy = (router: number) => (term: Term) => term.kind === "route" && term.router === router;
  return [...routers].slice(0, mostTried).find((router) => isZeroWithout(one, isChosenBy(router), store));
}

/** Whether `one` depends on a choice or a success that `other` does not depend on. */
export function dependsOnMore(one: Count, other: Count, store: CountStore): boolean {
  return ownTerms(one, other, store).some(({ kind }) => kind === "route" || kind === "success");
}

/** Whether one count is never less than another one. */
export function isNeverLess(one: Count, other: Count, store: CountStore): boolean {
  return leastOf([one, other], store) === other;
}

/**
 * Returns a choice that is needed for one count to be above zero and that, according to its router's type, excludes one
 * needed for the other.
 */
export function exclusiveChoice(one: Count, other: Count, store: CountStore): RouteTerm | undefined {
  const routes = (count: Count): RouteTerm[] => {
    const terms = [...dependenciesOf(count, store)].map((number) => store.terms[number]);
    return terms.filter((term) => term?.kind === "route");
  };
  const against = routes(other);
  return routes(one).find(({ router, parent, target }) => {
    const choice = store.choices.get(router);
    return against.some((term) => {
      if (term.router !== router || term.parent !== parent || term.target === target) return false;
      return choice?.areExclusive(term.target, target) === true;
    });
  });
}

/** Returns the node nearest to the end without whose success `one` is zero and that `other` does not depend on. */
export function failureBetween(one: Count, other: Count, store: CountStore): number | undefined {
  const successes = ownTerms(one, other, store).flatMap((term) => (term.kind === "success" ? [term] : []));
  return successes.slice(0, mostTried).find((success) => isZeroWithout(one, (term) => term === success, store))?.node;
}

/**
 * Maximum number of terms that are tried for the text of one finding. Each try visits everything that a count depends
 * on.
 */
const mostTried = 16;

/** Whether a count is zero if certain terms are zero. */
function isZeroWithout(count: Count, isLeftOut: (term: Term) => boolean, store: CountStore): boolean {
  const zeros = new Set<number>();
  const isZero = (base: Count): boolean => termsOf(base, store).some((number) => zeros.has(number));
  // A term only depends on older terms.
  for (const number of [...dependenciesOf(count, store)].sort((left, right) => left - right)) {
    const term = store.terms[number];
    if (term === undefined) continue;
    const bases = basesOf(term);
    if (isLeftOut(term) || (bases.length > 0 && bases.every(isZero))) zeros.add(number);
  }
  return isZero(count);
}

/** Returns the terms that `one` depends on and `other` does not, youngest first. */
function ownTerms(one: Count, other: Count, store: CountStore): Term[] {
  const shared = dependenciesOf(other, store);
  const own = [...dependenciesOf(one, store)].filter((number) => !shared.has(number));
  return own.sort((left, right) => right - left).flatMap((number) => store.terms[number] ?? []);
}

/** Returns all terms that a count depends on within its scope. */
function dependenciesOf(count: Count, store: CountStore): Set<number> {
  return termsBehind([count], store, basesOf);
}

function basesOf(term: Term): readonly Count[] {
  if (term.kind === "scope") return [];
  if (term.kind === "sum") return term.parts;
  return [term.kind === "exit" ? term.count : term.parent];
}
