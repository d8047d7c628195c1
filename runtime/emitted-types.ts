import type { List } from "./wiring.js";

/** A list of `E`: what a loop takes whose body takes `E`. Text is no list. */
export type ListOf<E = unknown> = object & (Iterable<E> | AsyncIterable<E>);

/** What a loop's `items` must return for a `T`: a list; of what nobody knows the type of, anything. */
export type Listed<T> = unknown extends T ? T : List;
