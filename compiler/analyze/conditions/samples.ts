/**
 * Values by which conditions are judged (SPEC 12). Comparisons with stated values tell only so many values apart; of those
 * that they do not tell apart, one is enough.
 */

/** A value that conditions read. `other` stands for dates, symbols and bigints, `object` for other objects and lists. */
export type Sample = undefined | null | boolean | number | string | typeof zeroBigint | typeof other | typeof object;

/** A bigint is never equal to a stated value; this one is the only one that does not hold by itself. */
export const zeroBigint: unique symbol = Symbol("0n");
export const other: unique symbol = Symbol("a date, a symbol or a bigint");
export const object: unique symbol = Symbol("an object or a list");

export type Stated = string | number | boolean | null;

/** Whether a comparison holds; undefined if it cannot be evaluated, and fails the node. */
export type Outcome = boolean | undefined;

export function holds(value: Sample): Outcome {
  return value !== zeroBigint && Boolean(value);
}

/** `null` stands for undefined, too. */
export function equals(value: Sample, stated: Stated): Outcome {
  if (stated === null) return value === undefined || value === null;
  return value === object ? undefined : value === stated;
}

export function isIn(value: Sample, stated: ReadonlySet<Stated>): Outcome {
  if (value === object) return undefined;
  return typeof value !== "symbol" && stated.has(value ?? null);
}

export function isInOrder(value: Sample, operator: string, stated: Stated): Outcome {
  const isComparable =
    (typeof value === "number" && typeof stated === "number") ||
    (typeof value === "string" && typeof stated === "string");
  if (!isComparable) return undefined;
  if (operator === "<") return value < stated;
  if (operator === "<=") return value <= stated;
  return operator === ">" ? value > stated : value >= stated;
}

/** A value of every kind that comparisons with the stated values can tell apart. */
export function samplesFor(stated: Iterable<Stated>): Sample[] {
  const all = [...stated];
  const kinds: Sample[] = [undefined, null, true, false, zeroBigint, other, object];
  const numbers = all.filter((one) => typeof one === "number");
  const texts = all.filter((one) => typeof one === "string");
  return [...kinds, ...sampleNumbers(new Set([0, ...numbers])), ...sampleTexts(new Set(["", ...texts]))];
}

/** The numbers themselves, one between each two of them, the ends, and the one that is in no order. */
function sampleNumbers(numbers: ReadonlySet<number>): number[] {
  const sorted = [-Infinity, ...numbers, Infinity].sort((one, next) => one - next);
  const between = sorted.map((one, at) => middleOf(one, sorted[at + 1] ?? one));
  return [...new Set([NaN, ...sorted, ...between])];
}

/** One of its ends, if there is nothing between them. */
function middleOf(one: number, next: number): number {
  const [low, high] = [Math.max(one, -Number.MAX_VALUE), Math.min(next, Number.MAX_VALUE)];
  return low / 2 + high / 2;
}

/** The texts themselves, and the first one after each of them. */
function sampleTexts(texts: ReadonlySet<string>): string[] {
  return [...new Set([...texts].flatMap((text) => [text, `${text}\0`]))];
}
