import type { Given, IsAny, Known, List, Property } from "./wiring.js";
import type { Meta } from "./node.js";

/** A list of `E`: what a loop takes if its body takes `E`. A string is not a list. */
export type ListOf<E = unknown> = object & (Iterable<E> | AsyncIterable<E>);

/** What a loop's `items` must return if it reads a `T`: a list, or anything if `T` is unknown. */
export type Listed<T> = unknown extends T ? T : List;

/**
 * What `part(result, key)` writes. Same as `Part`, but a property that may be missing includes an explicit undefined,
 * which the target may be given under `exactOptionalPropertyTypes` too.
 */
export type Written<R, K extends string | number> =
  undefined extends Part<R, K> ? Exclude<Part<R, K>, undefined> | undefined : Part<R, K>;

/**
 * What `outputs: { key: … }` writes: the property if the result has it, else the whole result. A property that may be
 * missing can be either.
 */
export type Part<R, K extends string | number> = R extends object
  ? K extends keyof R
    ? PartOf<R, K>
    : K extends `${infer N extends number}`
      ? NumberedPart<R, N>
      : R
  : R;
/** `"0"` is the name of the first item of a list, but `keyof` has only `number`. */
type NumberedPart<R, N extends number> = R extends readonly unknown[]
  ? number extends R["length"]
    ? R[number] | R
    : R
  : N extends keyof R
    ? PartOf<R, N>
    : R;
type PartOf<R, K extends keyof R> =
  {} extends Pick<R, K>
    ? Present<R, K> | R
    : string extends keyof R
      ? RecordPart<R, K>
      : number extends keyof R
        ? RecordPart<R, K>
        : R[K];
/** Whether programs are compiled with `exactOptionalPropertyTypes`: then an optional property that is there is not undefined. */
type IsExact = { key: undefined } extends { key?: never } ? false : true;
/** What an optional property has if it is there. */
type Present<R, K extends keyof R> = IsExact extends true ? Given<R, K> : R[K];
type RecordPart<R, K extends keyof R> = K extends Known<R> ? R[K] : R[K] | R;

/**
 * What a place holds if a `T` is written to it as a whole, and other values to parts of it. The parts in `S` are surely written
 * after the whole, those in `M` perhaps. A list keeps its items and a record its values, in addition to what is written.
 */
export type Overwritten<T, S, M = {}> =
  IsAny<T> extends true
    ? { [key: string]: T } & S
    : T extends unknown[]
      ? ListWith<(T[number] | Values<S & M, `${number}`>)[], S>
      : T extends readonly unknown[]
        ? ListWith<readonly (T[number] | Values<S & M, `${number}`>)[], S>
        : T extends object
          ? PartsOf<T, S, M>
          : (keyof S extends never ? T : never) | PartsOf<{}, S, M>;
type ListWith<L, S> = keyof S extends never ? L : L & { [K in Names<S>]: S[K] };
// Inferred once more, so that hovering shows one object.
type PartsOf<T, S, M> = { [K in Names<S>]: S[K] } & Kept<T, S, M> & {
    [K in Names<M> as Text<K> extends Text<keyof T | keyof S> ? never : K]?: M[K];
  } extends infer O
  ? { [K in keyof O]: O[K] }
  : never;
/** Same as `keyof T`. Types over these names have no links to the members of `T`, whose types hovering would show as declared. */
type Names<T> = keyof T & (string | number);
type Kept<T, S, M> = {
  [K in keyof T as Text<K> extends Text<keyof S> ? never : K]:
    T[K] | (K extends keyof M ? M[K] : K extends number | `${number}` ? Values<S & M, Text<K>> : Indexed<K, S & M>);
};
/** What `W` has at the keys of an index signature. */
type Indexed<K extends PropertyKey, W> = {} extends { [P in K]: 0 } ? Values<W, Text<K>> : never;
type Values<W, Keys> = { [K in keyof W]: Text<K> extends Keys ? W[K] : never }[keyof W];
type Text<K> = K extends string | number ? `${K}` : K;

/** The contract of what undoes a node that was called with a `P` and returned an `R`. */
export type Undoes<P, R, C = undefined> = (
  done: { readonly input: P; readonly result: R; readonly error: unknown },
  context: C,
  meta: Meta,
) => unknown;

/** What a place that holds a `T` has at a key; undefined if it may have nothing there. */
export type Within<T, K extends string | number> = T extends unknown
  ? [Property<T, K>] extends [never]
    ? undefined
    : Property<T, K>
  : never;

/** An object payload, so that hovering shows its members. `M` has those that may be missing. Not for unions. */
export type Plain<T, M = never> = [M] extends [never]
  ? T extends infer O
    ? { [K in keyof O & string]: O[K] }
    : never
  : Mixed<T, M> extends infer O
    ? { [K in keyof O]: O[K] }
    : never;
// Types over the names alone have no links to the members, whose types hovering would show as declared.
type Mixed<T, M> = { [K in keyof T & string]: T[K] } & { [K in keyof M & string]?: M[K] };
