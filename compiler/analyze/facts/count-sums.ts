import {
  type Combined,
  type Group,
  type Count,
  type CountStore,
  countOf,
  onlyTermOf,
  type RouteTerm,
  type Term,
} from "./counts.js";
import { isNeverTaken } from "./never-taken.js";

/**
 * Simplified sums of counts: see `Activations`. The success and the failure of a node together are as often as the node
 * starts, since it always has one of them. The same holds for the targets of a router that always chooses one of them,
 * and for the exits of a cycle if each pass that does not lead back takes one of them: together they are taken as often
 * as the cycle is entered.
 */

/** Returns the sum of what arrives over several edges, without edges over which nothing ever arrives. */
export function sumOf(counts: readonly (Count | undefined)[], store: CountStore): Count | undefined {
  const known = counts.filter((count) => count !== undefined);
  const [alone] = known;
  if (alone === undefined || (known.length === 1 && !isPart(alone, store))) return alone;
  const taken = known.filter((count) => !isNeverTaken(count, store));
  let parts = partsOf(combine(taken.length === 0 ? known : taken, store));
  const inner = flatten(parts, store);
  if (inner !== undefined) {
    const simpler = partsOf(combine(inner, store));
    if (simpler.length < inner.length) parts = simpler;
  }
  const [only, ...more] = parts.sort((one, other) => one - other);
  return more.length === 0 ? only : countOf({ kind: "sum", parts }, store);
}

/** Whether a count can be part of a whole, or is a sum itself. */
function isPart(count: Count, store: CountStore): boolean {
  const term = onlyTermOf(count, store);
  return term !== undefined && term.kind !== "scope";
}

function partsOf({ left }: Combined): Count[] {
  return [...left].flatMap(([count, times]) => Array<Count>(times).fill(count));
}

/** Sums with more parts than this are not simplified, since a chain of merges would take quadratic time. */
const mostParts = 100;

/**
 * Replaces each sum among the parts by its own parts. Returns undefined if there is no sum, or if there would be too
 * many parts.
 */
function flatten(parts: readonly Count[], store: CountStore): Count[] | undefined {
  const flat: Count[] = [];
  const open = [...parts];
  let isNested = false;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const term = onlyTermOf(part, store);
    if (term?.kind === "sum") {
      isNested = true;
      open.push(...term.parts);
    } else flat.push(part);
    if (flat.length + open.length > mostParts) return undefined;
  }
  return isNested ? flat : undefined;
}

/**
 * Replaces complete groups of parts by their count, in time linear in the parts and in what is replaced.
 * @param base parts that already exist. They are not changed, so that many sums can share them.
 */
export function combine(parts: readonly Count[], store: CountStore, base?: Combined): Combined {
  const sum: Combined = { size: base?.size ?? 0, left: new Map(), groups: new Map() };
  const exits = new Set<Group>();
  for (let added = [...parts]; added.length > 0;) {
    const touched = new Set<Group>();
    for (const part of added) {
      const group = addPart(part, sum, { store, base });
      if (group !== undefined) (termOf(group, store)?.kind === "exit" ? exits : touched).add(group);
    }
    const whole = [...touched].filter((group) => isWhole(group, store));
    // The most expensive question is asked last.
    if (whole.length === 0) {
      whole.push(...[...exits].filter((group) => isWhole(group, store)));
      exits.clear();
    }
    added = whole.map((group) => takeOut(group, sum));
  }
  return sum;
}

interface Adding {
  readonly store: CountStore;
  readonly base: Combined | undefined;
}

function addPart(part: Count, sum: Combined, { store, base }: Adding): Group | undefined {
  sum.size += 1;
  sum.left.set(part, (sum.left.get(part) ?? 0) + 1);
  const term = onlyTermOf(part, store);
  const key = term === undefined ? undefined : groupKey(term, store);
  if (term === undefined || key === undefined) return undefined;
  let group = sum.groups.get(key.text);
  if (group === undefined) {
    group = { whole: key.whole, parts: new Set(), below: base?.groups.get(key.text) };
    sum.groups.set(key.text, group);
  }
  // A part that occurs twice is in the group only once.
  if (group.below?.parts.has(part) !== true) group.parts.add(part);
  return group;
}

function groupKey(term: Term, { choices }: CountStore): { readonly text: string; readonly whole: Count } | undefined {
  if (term.kind === "exit") return { text: `exit ${term.header} ${term.around}`, whole: term.around };
  if (term.kind === "success" || term.kind === "failure") {
    return { text: `outcome ${term.node} ${term.parent}`, whole: term.parent };
  }
  const choice = term.kind === "route" ? choices.get(term.router) : undefined;
  if (term.kind !== "route" || choice === undefined) return undefined;
  return { text: `route ${term.router} ${term.parent} ${choice.partOf(term.target)}`, whole: term.parent };
}

function allParts({ parts, below }: Group): Count[] {
  return [...(below?.parts ?? []), ...parts];
}

function termOf({ parts }: Group, store: CountStore): Term | undefined {
  const [first] = parts;
  return first === undefined ? undefined : onlyTermOf(first, store);
}

function isWhole(group: Group, store: CountStore): boolean {
  const term = termOf(group, store);
  if (term?.kind === "route") return isOneRoute(group, term, store);
  if (term?.kind === "exit") return isEveryExit(group, term.header, store);
  return allParts(group).length === 2;
}

function isOneRoute(group: Group, { router }: RouteTerm, store: CountStore): boolean {
  const targets = allParts(group).flatMap((part) => {
    const term = onlyTermOf(part, store);
    return term?.kind === "route" ? [term.target] : [];
  });
  return store.choices.get(router)?.isOneOf(targets) === true;
}

/** Whether each pass of a cycle either leads back or takes one of the exits. */
function isEveryExit(group: Group, header: number, store: CountStore): boolean {
  const pass = store.passes.get(header);
  if (pass === undefined) return false;
  const counts = allParts(group).flatMap((part) => {
    const term = onlyTermOf(part, store);
    return term?.kind === "exit" ? [term.count] : [];
  });
  const { size, left } = combine(counts, store, pass.back);
  return size === 1 && left.has(pass.start);
}

/** @returns the count of the whole group */
function takeOut(group: Group, sum: Combined): Count {
  for (const part of group.parts) {
    const times = sum.left.get(part) ?? 0;
    if (times > 1) sum.left.set(part, times - 1);
    else sum.left.delete(part);
  }
  sum.size -= allParts(group).length;
  group.parts.clear();
  group.below = undefined;
  return group.whole;
}
