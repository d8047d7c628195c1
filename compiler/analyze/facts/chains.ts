import type { FlowAst } from "../../parse/flow-ast.js";
import { addToList } from "../../add-to-list.js";
import type { ReferencePlan } from "../../plan.js";
import { referenceUses, usesIn } from "../../reference-uses.js";
import type { PlaceIndex } from "./place-index.js";
import type { PlaceWrite } from "./places.js";

/**
 * Chains such as `$payload.b ?? $payload.c` that a reference ends. If either `b` or `c` has run on every path, the chain
 * finds something, although neither of them is always set. A place that is only written in parts is like a chain: `$ctx.x` is set if
 * either `$ctx.x.b` or `$ctx.x.c` is.
 */
export interface Chains {
  readonly count: number;
  /** The chain that a reference ends. Chains of the same places have one number. */
  of(last: ReferencePlan): number | undefined;
  /** The chains in which a write is found, by its number. */
  foundBy(write: number): readonly number[];
}

/** Finds the chains whose operands nothing can remove once they are written. */
export function findChains(ast: FlowAst, writes: readonly PlaceWrite[], index: PlaceIndex): Chains {
  const numbers = new Map<string, number>();
  const byLast = new Map<ReferencePlan, number>();
  const byWrite = new Map<number, number[]>();
  const uses = [...ast.nodes.flatMap(referenceUses), ...(ast.output === undefined ? [] : usesIn(ast.output))];
  for (const { reference, before } of uses) {
    const found =
      before.length === 0
        ? partWrites(reference, writes, index).map((write) => [write])
        : [...before, reference].map((operand) => lastingWrites(operand, writes, index));
    const all = [...new Set(found.flat())].sort((one, other) => one - other);
    if (found.at(-1)?.length === 0 || found.filter(({ length }) => length > 0).length < 2) continue;
    const key = all.join();
    const number = numbers.get(key) ?? numbers.size;
    if (!numbers.has(key)) for (const write of all) addToList(byWrite, write, number);
    numbers.set(key, number);
    byLast.set(reference, number);
  }
  const none: readonly number[] = [];
  return { count: numbers.size, of: (last) => byLast.get(last), foundBy: (write) => byWrite.get(write) ?? none };
}

/**
 * The writes after which a reference finds something until the end. None if some of them are at a place above others, since
 * each of those removes what was below.
 */
function lastingWrites(
  { scope, path }: ReferencePlan,
  writes: readonly PlaceWrite[],
  index: PlaceIndex,
): readonly number[] {
  if (scope !== "ctx" && scope !== "payload") return [];
  const met = index.meeting({ scope, path: path.map(({ value }) => value) });
  const lengths = new Set(met.map((number) => writes[number]?.path.length ?? 0));
  const [length = Infinity, ...others] = lengths;
  return others.length === 0 && length <= path.length ? met : [];
}

/** The writes of a place that is only written in parts: each leaves an object there, and none removes it. */
function partWrites(
  { scope, path }: ReferencePlan,
  writes: readonly PlaceWrite[],
  index: PlaceIndex,
): readonly number[] {
  if (scope !== "ctx" || path.length === 0) return [];
  const met = index.meeting({ scope, path: path.map(({ value }) => value) });
  return met.every((number) => (writes[number]?.path.length ?? 0) > path.length) ? met : [];
}
