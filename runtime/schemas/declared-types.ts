/** The types with which a generated module states what its flow declares: types and schemas. */
import type { NoPromise } from "../wiring.js";
import type { Schema } from "./schema.js";

/** What a schema takes. `any` for what is no schema, which is reported where it is passed on. */
export type SchemaInput<S> = TypesOf<S>["input"];

/** What a schema makes of it. */
export type SchemaOutput<S> = TypesOf<S>["output"];

type TypesOf<S> = S extends Schema
  ? NonNullable<S["~standard"]["types"]>
  : { readonly input: any; readonly output: any };

/** A node's callable `F` whose result is declared to be an `R`: says only that, and whether it may return a promise. */
export type Returning<F, R> = [F] extends [(...args: never) => NoPromise] ? () => R : () => Promise<R>;

/** The contract of a callable whose result, awaited, is an `R`: undefined stands for its own payload `P`. */
export type Answers<R, P> = (...args: never) => Answer<R, P> | PromiseLike<Answer<R, P>>;
type Answer<R, P> = R | (P extends R ? void : never);

/** The contract of a user's class whose `run` is an `F`. */
export type Running<F> = abstract new (...args: never) => { readonly run: F };
