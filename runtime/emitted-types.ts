import type { Known, List } from "./wiring.js";

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
export type Part<R, K extends string | number> = R extends object ? (K extends keyof R ? PartOf<R, K> : R) : R;
type PartOf<R, K extends keyof R> =
  {} extends Pick<R, K>
    ? R[K] | R
    : string extends keyof R
      ? RecordPart<R, K>
      : number extends keyof R
        ? RecordPart<R, K>
        : R[K];
type RecordPart<R, K extends keyof R> = K extends Known<R> ? R[K] : R[K] | R;
