import { type Count, type CountStore, type Term, termsOf } from "./counts.js";

/**
 * Terms as children of what they depend on, if that is a single term. A term that depends on none or on several is the
 * root of a tree. Whether two terms in a tree exclude each other is decided where their branches part, so that they
 * need not be traced back step by step. The parent of a term has a smaller number.
 */
export interface CountTree {
  /** The only term of a count; undefined if it has several. */
  termOf(count: Count): number | undefined;
  /** The parent of a term, or -1 for a root. */
  parentOf(term: number): number;
  rootOf(term: number): number;
  /**
   * Returns the two terms just below the point where the branches of two terms part; `same` if one leads to the other,
   * undefined if they are in different trees.
   */
  partingOf(one: number, other: number): readonly [number, number] | "same" | undefined;
}

export function createCountTree(store: CountStore): CountTree {
  const parents: number[] = [];
  const depths: number[] = [];
  const roots: number[] = [];
  const termOf = (count: Count): number | undefined => {
    const terms = termsOf(count, store);
    return terms.length === 1 ? terms[0] : undefined;
  };
  // Asking for counts can add terms.
  const grow = (): void => {
    for (let number = parents.length; number < store.terms.length; number++) {
      const base = baseOf(store.terms[number]);
      const parent = base === undefined ? undefined : termOf(base);
      parents.push(parent ?? -1);
      depths.push(parent === undefined ? 0 : (depths[parent] ?? 0) + 1);
      roots.push(parent === undefined ? number : (roots[parent] ?? number));
    }
  };
  const up = (term: number): number => parents[term] ?? -1;
  const depthOf = (term: number): number => depths[term] ?? 0;
  return {
    termOf,
    parentOf: (term) => {
      grow();
      return up(term);
    },
    rootOf: (term) => {
      grow();
      return roots[term] ?? term;
    },
    partingOf: (one, other) => {
      grow();
      if (roots[one] !== roots[other]) return undefined;
      let [left, right] = [one, other];
      while (depthOf(left) > depthOf(right)) left = up(left);
      while (depthOf(right) > depthOf(left)) right = up(right);
      if (left === right) return "same";
      while (up(left) !== up(right)) [left, right] = [up(left), up(right)];
      return [left, right];
    },
  };
}

/**
 * Returns what a term depends on. A sum has none, since it depends on its parts, and neither has an exit, since it
 * depends on every pass.
 */
function baseOf(term: Term | undefined): Count | undefined {
  if (term === undefined || term.kind === "sum" || term.kind === "exit") return undefined;
  return term.kind === "scope" ? term.around : term.parent;
}
