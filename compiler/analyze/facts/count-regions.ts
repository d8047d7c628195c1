import { type Count, type CountStore, type Term, termsOf } from "./counts.js";
import { basesOf } from "./last-exits.js";

/**
 * Regions of terms in which one activation is always in a single place: from the root on, each count is either decided
 * on by one router or added to one sum, never both and never twice. Branches that part in a region exclude each other,
 * wherever they meet again. So two of its terms can only both be above zero in one run if one of them leads to the
 * other.
 *
 * This holds for routers that are assumed to choose one target. What types say about a choice is left to `canMeet`.
 */
export interface CountRegions {
  /**
   * Whether any two of the counts can meet, in time linear in the region; undefined if they are not in the same region.
   */
  someMeet(counts: readonly Count[], budget: StepCounter): boolean | undefined;
}

export interface StepCounter {
  /** The number of steps left. One question takes each step at most once. */
  steps: number;
}

/** @param returning counts that lead back to the header of a cycle */
export function createCountRegions(store: CountStore, returning: readonly (Count | undefined)[]): CountRegions {
  let table: Table | undefined;
  return {
    someMeet: (counts, budget) => {
      // Asking for counts can add terms.
      if (table?.size !== store.terms.length) table = createTable(store, returning);
      return meetInRegion(counts, table, budget);
    },
  };
}

interface Table {
  readonly store: CountStore;
  readonly size: number;
  /**
   * What depends on each term, indexed by the term's number: a decision, or another term. `forks` if there are several.
   */
  readonly users: readonly (string | undefined)[];
  /** The region of each term. */
  readonly roots: readonly string[];
}

const forks = "forks";

function createTable(store: CountStore, returning: readonly (Count | undefined)[]): Table {
  const users: (string | undefined)[] = [];
  for (const count of returning) {
    const back = count === undefined ? undefined : onlyTermOf(count, store);
    if (back !== undefined) users[back] = "back";
  }
  for (const [number, term] of store.terms.entries()) {
    for (const base of basesOf(number, store)) {
      const used = onlyTermOf(base, store);
      if (used === undefined) continue;
      const user = userOf(term, number, store);
      // A sum may contain a part twice.
      const isOther = users[used] !== undefined && (users[used] !== user || term.kind === "sum");
      users[used] = isOther ? forks : user;
    }
  }
  const roots: string[] = [];
  for (const [number, term] of store.terms.entries()) roots.push(rootOf(term, number, { store, users, roots }));
  return { store, size: store.terms.length, users, roots };
}

/**
 * Names what depends on a count. The targets of a router that chooses one of them count as a single user, and so do the
 * outcomes of a node.
 */
function userOf(term: Term, number: number, { choices }: CountStore): string {
  if (term.kind === "route" && !choices.has(term.router)) return `router ${term.router}`;
  if (term.kind === "success" || term.kind === "failure") return `outcome ${term.node}`;
  return `term ${number}`;
}

function rootOf(term: Term, number: number, { store, users, roots }: Pick<Table, "store" | "users" | "roots">): string {
  const own = `${number}`;
  const bases = basesOf(number, store);
  const [first] = bases;
  if (first === undefined) return own;
  const inherited = bases.map((base) => {
    const only = onlyTermOf(base, store);
    return only === undefined || users[only] === forks ? undefined : roots[only];
  });
  const [root] = inherited;
  if (root !== undefined && inherited.every((other) => other === root)) return root;
  // The targets of one decision form a region of their own if something else depends on its count, too.
  return term.kind === "sum" ? own : `${userOf(term, number, store)} of ${first}`;
}

function onlyTermOf(count: Count, store: CountStore): number | undefined {
  const terms = termsOf(count, store);
  return terms.length === 1 ? terms[0] : undefined;
}

function meetInRegion(
  counts: readonly Count[],
  { store, users, roots }: Table,
  budget: StepCounter,
): boolean | undefined {
  const items = new Set<number>();
  const usedBy = new Set<string | undefined>();
  let root: string | undefined;
  for (const count of counts) {
    const term = onlyTermOf(count, store);
    if (term === undefined || roots[term] !== (root ?? roots[term])) return undefined;
    if (items.has(term)) return true;
    items.add(term);
    usedBy.add(users[term]);
    root = roots[term];
  }
  const [user] = usedBy;
  // The parts of a sum do not lead to each other.
  if (usedBy.size === 1 && user !== undefined && user !== forks) return false;
  return someLeadsToAnother(items, store, budget);
}

/** Whether any of some terms depends on another one of them. A term only depends on older terms. */
function someLeadsToAnother(items: ReadonlySet<number>, store: CountStore, budget: StepCounter): boolean {
  const oldest = Math.min(...items);
  const seen = new Set<number>();
  const stack = [...items];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    budget.steps -= 1;
    for (const base of basesOf(next, store)) {
      for (const above of termsOf(base, store)) {
        if (items.has(above)) return true;
        if (above < oldest || seen.has(above)) continue;
        seen.add(above);
        stack.push(above);
      }
    }
  }
  return false;
}
