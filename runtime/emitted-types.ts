import type { List, Part } from "./wiring.js";

/** A list of `E`: what a loop takes whose body takes `E`. Text is no list. */
export type ListOf<E = unknown> = object & (Iterable<E> | AsyncIterable<E>);

/** What a loop's `items` must return for a `T`: a list; of what nobody knows the type of, anything. */
export type Listed<T> = unknown extends T ? T : List;

/**
 * What `part(result, key)` leaves at its place. Like `Part`, but undefined is a value where a property may be missing: a
 * place may be given it under `exactOptionalPropertyTypes` too.
 */
export type Written<R, K extends string | number> =
  undefined extends Part<R, K> ? Exclude<Part<R, K>, undefined> | undefined : Part<R, K>;
