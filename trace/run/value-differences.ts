import type { Json } from "../../runtime/trace/index.js";

/** A place at which values differ. */
export interface ValueDifference {
  /** `$.order.items[2].price`; `$` is the whole value. */
  readonly path: string;
  /** One for each value that is compared; undefined where it has nothing at this place. */
  readonly values: readonly (Json | undefined)[];
}

/** Where values differ. */
export interface ValueDifferences {
  /** In the order of the values' keys. */
  readonly listed: readonly ValueDifference[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

/** Objects and lists inside of more others than this are compared as a whole. */
const deepest = 40;

/** Compares recorded values: lists by position, objects by key, and everything else as a whole. Lists at most `limit` places. */
export function valueDifferences(values: readonly (Json | undefined)[], limit: number): ValueDifferences {
  const found: ValueDifference[] = [];
  const compare = (path: string, parts: readonly (Json | undefined)[], depth: number): void => {
    if (found.length > limit || isEqual(parts)) return;
    const inside = depth < deepest ? partsOf(parts) : undefined;
    if (inside === undefined) found.push({ path, values: parts });
    else for (const [step, next] of inside) compare(path + step, next, depth + 1);
  };
  compare("$", values, 0);
  return { listed: found.slice(0, limit), isCut: found.length > limit };
}

type Parts = readonly (readonly [step: string, values: readonly (Json | undefined)[]])[];

/** What is inside of values that are all lists, or all objects of one kind; undefined if they are not. */
function partsOf(values: readonly (Json | undefined)[]): Parts | undefined {
  const lists = values.filter(isList);
  if (lists.length === values.length) {
    const length = Math.max(...lists.map((list) => list.length));
    return Array.from({ length }, (_, at) => [`[${at}]`, lists.map((list) => list[at])]);
  }
  const objects = values.map(entriesOf).filter((entries) => entries !== undefined);
  if (objects.length < values.length || new Set(objects.map(({ kind }) => kind)).size > 1) return undefined;
  const keys = new Set(objects.flatMap(({ entries }) => [...entries.keys()]));
  return [...keys].map((key) => [stepOf(key), objects.map(({ entries }) => entries.get(key))]);
}

/** The properties of an object; undefined for what is none. The recorder tags objects of classes and objects with a key `$`. */
function entriesOf(value: Json | undefined): { kind: string; entries: ReadonlyMap<string, Json> } | undefined {
  if (typeof value !== "object" || value === null || isList(value)) return undefined;
  const { $: tag, class: of, entries } = value;
  if (tag === undefined) return { kind: "", entries: new Map(Object.entries(value)) };
  if (tag !== "object" || !isList(entries)) return undefined;
  const pairs = entries.flatMap((entry) => {
    const [key, part] = isList(entry) ? entry : [];
    return typeof key === "string" && part !== undefined ? [[key, part] as const] : [];
  });
  return pairs.length < entries.length ? undefined : { kind: JSON.stringify(of), entries: new Map(pairs) };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isEqual(values: readonly (Json | undefined)[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size < 2;
}

function stepOf(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
