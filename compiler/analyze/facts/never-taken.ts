import { type Count, type CountStore, type Term, termsOf } from "./counts.js";

/** Whether a count needs an edge that conditions never take. */
export function isNeverTaken(count: Count, store: CountStore): boolean {
  const { neverTaken, terms } = store;
  const isNever = (one: Count): boolean => termsOf(one, store).some((number) => neverTaken[number] === true);
  const isNeverTerm = (term: Term): boolean => {
    if (term.kind === "route" && store.choices.get(term.router)?.isNever(term.target) === true) return true;
    if (term.kind === "sum") return term.parts.every(isNever);
    return isNever(term.kind === "exit" ? term.count : "parent" in term ? term.parent : -1);
  };
  // Terms only depend on older ones.
  for (const term of terms.slice(neverTaken.length)) neverTaken.push(isNeverTerm(term));
  return isNever(count);
}
