import { type Count, type CountStore, type Term, termsOf } from "./counts.js";
import { basesOf } from "./last-exits.js";

/**
 * Regions of terms in which one activation is always at one place: from the root on, each count is decided on by one router
 * or goes into one sum, never both and never into two. Branches that part in a region exclude each other, wherever they come
 * together again, so two of its terms can only be above zero in one run where one leads to the other.
 *
 * This is how routers behave that are taken to choose one target; what types say about a choice is left to `canMeet`.
 */
export interface CountRegions {
  /** Whether two of the counts can meet, in time linear in the region; undefined where they are not of one region. */
  someMeet(counts: readonly Count[], budget: StepCounter): boolean | undefined;
}

export interface StepCounter {
  /** Steps that are left; none is taken twice for one question. */
  steps: number;
}

/** @param returning counts that go back to the header of a cycle */
export function createCountRegions(store: CountStore, returning: readonly (Count | undefined)[]): CountRegions {
  let table = createTable(store, returning);
  return {
    someMeet: (counts, budget) => {
      // Terms are added for as long as counts are asked for.
      if (table.size !== store.terms.length) table = createTable(store, returning);
      return meetInRegion(counts, table, budget);
    },
  };
}

interface Table {
  readonly store: CountStore;
  readonly size: number;
  /** What depends on a term, by its number: a decision, or a term; `forks` where several do. */
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
      // A sum may have one part twice.
      const isOther = users[used] !== undefined && (users[used] !== user || term.kind === "sum");
      users[used] = isOther ? forks : user;
    }
  }
  const roots: string[] = [];
  for (const [number, term] of store.terms.entries()) roots.push(rootOf(term, number, { store, users, roots }));
  return { store, size: store.terms.length, users, roots };
}

/** The targets of a router that chooses one, and the outcomes of a node, depend on a count as one. */
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
  // The targets of one decision are a region of their own where something else depends on its count, too.
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
  // Parts of one sum do not lead to each other.
  if (usedBy.size === 1 && user !== undefined && user !== forks) return false;
  return someLeadsToAnother(items, store, budget);
}

/** Whether one of some terms depends on another one of them. A term depends on older ones only. */
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
