/**
 * The types with which a generated module states what arrives at each node and what it returns. They are shallow on
 * purpose: editors check projects of hundreds of flows with them on every keystroke.
 */
import type { Meta, NodeOptions } from "./node.js";
import type { Own, Route } from "./route.js";

type Nothing = null | undefined;

/**
 * The type that a result must accept to include "nothing returned". Without `strictNullChecks` every type accepts
 * undefined, so only `void` counts.
 */
type Missing = undefined extends 0 ? void : undefined;

/** What is certainly not a promise. */
export type NoPromise =
  (object & { readonly then?: never }) | string | number | bigint | boolean | symbol | null | undefined | void;

/**
 * What a callable takes as its payload. `unknown` if it has no parameters, so that `run()` asks for nothing. `any` for
 * an overloaded function, which takes more than one signature says.
 */
export type Input<F> = F extends (payload: infer P, ...rest: never) => unknown
  ? Eats<P> extends F
    ? P
    : Eats<P> & Pick<F, keyof F> extends F
      ? P
      : any
  : never;
/** A function that takes a `P`. It is assignable to `F` if every signature of `F` takes a `P`. */
interface Eats<P> {
  (payload?: P, ...rest: any): any;
}

/**
 * What a node returns: the callable's result, awaited, with the node's own input `P[K]` in place of undefined. `any`
 * for generic and overloaded functions: TypeScript infers the result of one signature, and only a call could say more.
 */
export type Result<F, P, K extends keyof P> = F extends (...args: never) => Promise<infer V>
  ? Gives<Promise<V>> extends F
    ? Missing extends V
      ? unknown extends V
        ? AnyOf<F, V>
        : Exclude<V, void> | P[K]
      : V
    : Guessed<F, P, K>
  : F extends (...args: never) => infer R
    ? Gives<R> extends F
      ? R extends NoPromise
        ? Missing extends R
          ? P[K]
          : R
        : Forward<R extends PromiseLike<infer V> ? V : R, P, K>
      : Guessed<F, P, K>
    : any;
/** A function that returns `any` matches as if it returned a promise of `unknown`. */
type AnyOf<F, V> = F extends (...args: never) => infer R ? (IsAny<R> extends true ? any : V) : V;
export type IsAny<T> = 0 extends 1 & T ? true : false;
/** A function that takes anything. It is assignable to `F` if every signature of `F` returns an `R`. */
interface Gives<R> {
  (...args: any): R;
}
// A function can have properties of its own and still only one signature.
type Guessed<F, P, K extends keyof P> = F extends (...args: never) => infer R
  ? Gives<R> & Pick<F, keyof F> extends F
    ? Forward<R extends PromiseLike<infer V> ? V : R, P, K>
    : any
  : any;
type Forward<R, P, K extends keyof P> = Missing extends R ? Exclude<R, void> | P[K] : R;

/**
 * What nodes return: the `Result` of each callable of `C`, by id. `P` is constrained by the names that are asked for:
 * `keyof P` would be a list of all nodes, made anew for each of them.
 */
export type Returned<C, P extends Has<keyof C>> = { [K in keyof C]: Result<C[K], P, K> };
/** An object with these names. */
type Has<K extends PropertyKey> = { [N in K]: unknown };

/** What a node under `on_error: continue` may do in the place of its callable: pass its own payload on. */
export type PassesOn = () => void;

/** The contract of a callable that is called with `P` and without the context. */
export type Takes<P> = (payload: P, context: undefined, meta: Meta) => unknown;

/** The contract of a callable that is called with `P` and the context. */
export type TakesContext<P, C> = (payload: P, context: C, meta: Meta) => unknown;

/**
 * Same as `TakesContext`, for a context whose type the user declares. An interface has no index signature, so it is not
 * assignable to `Record<string, unknown>`; a mapped type of its members is.
 */
export type FitsContext<P, C> = TakesContext<P, C> | TakesContext<P, { [K in keyof C]: C[K] }>;

/**
 * The contract of a user's class whose `run` is called with `P`. By default its `config` is empty, as at run time. With
 * `never`, `config` is not checked, for nodes that check it with `ConfigOf`.
 */
export type TakesClass<P, Config = {}> = new (options: NodeOptions<Config>) => { readonly run: Takes<P> };

/** The contract of a user's class whose `run` is called with `P` and the context. */
export type TakesContextClass<P, C, Config = {}> = new (options: NodeOptions<Config>) => {
  readonly run: FitsContext<P, C>;
};

/**
 * What the constructor of a user's class takes as `config`. `unknown` if it takes none, or if it has several
 * signatures: no type can say which of them is meant.
 */
export type ConfigOf<C> =
  C extends Constructors<infer A, infer B> ? ([A, B] extends [B, A] ? ConfigIn<NonNullable<A>> : unknown) : unknown;
/** A class with a single constructor signature also matches, with `A` and `B` the same. */
interface Constructors<A, B> {
  new (options: A, ...rest: never): unknown;
  new (options: B, ...rest: never): unknown;
}
type ConfigIn<Options> = Options extends { readonly config?: infer Config } ? Config : unknown;

/** The type of the method `run` of a user's class. */
export type Run<C> = C extends abstract new (...args: never) => { run: infer F } ? F : never;

// ---------------------------------------------------------------- what goes to a successor

/**
 * What a plain node sends to its successor `K`, one of `S`: its result or, by the shorthand, the result's property `K`.
 */
export type Sent<R, K extends S, S extends string = K> = KeysOf<R> & S extends never ? R : SentBy<R, K, S>;
/** The keys of all members of a union. */
type KeysOf<R> = R extends unknown ? keyof R : never;
type SentBy<R, K extends S, S extends string> = R extends object
  ? [keyof R] extends [S]
    ? K extends keyof R
      ? Value<R, K>
      : keyof R extends never
        ? R
        : never
    : [Needed<R>] extends [S] // Without its optional keys, the result may be a mapping.
      ? R | (K extends keyof R ? Value<R, K> : never)
      : R
  : R;
type Needed<R> = string extends keyof R ? string : { [K in keyof R]-?: {} extends Pick<R, K> ? never : K }[keyof R];
type Value<R, K extends keyof R> = {} extends Pick<R, K> ? Given<R, K> : R[K];
/** What a property has, without the undefined that comes from being optional. */
export type Given<R, K extends keyof R> = { [P in K]-?: R[P] }[K];

/** The members of a result that represent decisions; for a list, those of its elements. */
type Decision<F> = IsAny<F> extends true ? any : Decided<F>;
type Decided<F> = F extends (...args: never) => infer R ? Opened<R extends PromiseLike<infer V> ? V : R> : never;
type Opened<R> = IsAny<R> extends true ? any : OpenedList<R>;
type OpenedList<R> = R extends readonly (infer E)[] ? E : R;
type TargetOf<R> = IsAny<R> extends true ? string : NamedTarget<R>;
type NamedTarget<R> =
  R extends Route<infer T, unknown>
    ? T
    : R extends string
      ? R
      : R extends Nothing | void
        ? never
        : R extends object
          ? { [K in keyof R]-?: [Value<R, K>] extends [never] ? never : K }[keyof R] & (string | number)
          : FaultOf<"a routing rule returns a route(), a list of routes, an object, a target's id or nothing">;
interface FaultOf<Text extends string> {
  readonly fault: Text;
}

/** What router `F` sends to `K`: `P[N]`, its own input, if the route has no payload. */
export type Routed<F, K extends string, P extends Has<N>, N extends string> = RoutedOf<Decision<F>, K, P, N>;
type RoutedOf<R, K extends string, P extends Has<N>, N extends string> =
  IsAny<R> extends true ? any : RoutedBy<R, K, P, N>;
type RoutedBy<R, K extends string, P extends Has<N>, N extends string> =
  R extends Route<infer T, infer V>
    ? K extends T
      ? V extends Own
        ? P[N]
        : V
      : string extends T
        ? P[N]
        : never
    : R extends string
      ? K extends R
        ? P[N]
        : never
      : R extends object
        ? K extends keyof R
          ? Value<R, K>
          : never
        : never;

/** Undefined if a rule may send to none of its successors, or if no type can say what it returns; otherwise `never`. */
export type Stops<F> = F extends (...args: never) => infer R
  ? Gives<R> & Pick<F, keyof F> extends F
    ? StopsBy<R extends PromiseLike<infer V> ? V : R>
    : undefined
  : undefined;
type StopsBy<R> = IsAny<R> extends true ? undefined : StopOf<R>;
type StopOf<R> = R extends string | Route<string, unknown>
  ? never
  : R extends readonly unknown[]
    ? [] extends R
      ? undefined
      : never
    : R extends object
      ? {} extends R
        ? undefined
        : never
      : undefined;

/** The successors of a router. The fault as a string type if rule and edges disagree. A rule typed `string` passes. */
export type Targets<F, S extends string> = Agree<TargetOf<Decision<F>>, S>;
type Agree<T, S extends string> = string extends T
  ? readonly S[]
  : [T] extends [never]
    ? `fault: "${S}" is a successor, but the rule never returns it`
    : [T] extends [FaultOf<infer Text>]
      ? Text
      : [T] extends [S]
        ? [S] extends [T]
          ? readonly S[]
          : `fault: "${Exclude<S, T>}" is a successor, but the rule never returns it`
        : `fault: the rule returns "${Exclude<T, S> & (string | number)}", which is no successor`;

/** What a loop runs over. A string is not a list. */
export type List = object & (Iterable<unknown> | AsyncIterable<unknown>);

/** An item of a list. Of what is `any` or `unknown`, which a loop takes too, the items are the same. */
export type Item<L> = unknown extends L ? L : ItemOf<L>;
type ItemOf<L> = L extends Iterable<infer E> ? E : L extends AsyncIterable<infer E> ? E : never;

// ---------------------------------------------------------------- paths

/** The keys that a read of a `T` may ask for: those that all its members have, null and undefined aside. */
export type Key<T> = [T] extends [object]
  ? string extends keyof T
    ? KeyOf<T>
    : number extends keyof T
      ? KeyOf<T>
      : keyof T
  : KeyOf<T>;
// What may be null or undefined, strings, lists, records. Kept apart for speed, since a project has thousands of reads.
type KeyOf<T> = unknown extends T ? string | number : NamedKey<Shown<NonNullable<T>>>;
type NamedKey<T> = string extends keyof T ? string | number : keyof T & (string | number);
type Shown<T> = T extends string | readonly unknown[] ? Indexed : T extends object ? T : {};
interface Indexed {
  readonly length: number;
  readonly [index: number]: unknown;
  readonly [index: `${number}`]: unknown;
}

/**
 * What a read of `K` in a `T` finds. Includes undefined if it may be missing; `never` if there is nothing of that name.
 */
export type Property<T, K> = K extends keyof T
  ? string extends keyof T
    ? Found<T, K>
    : number extends keyof T
      ? Found<T, K>
      : T[K]
  : Found<T, K>;
type Found<T, K> = unknown extends T
  ? T
  : T extends Nothing
    ? undefined
    : T extends string
      ? Indexing<readonly string[], K>
      : T extends readonly unknown[]
        ? Indexing<T, K>
        : K extends keyof T
          ? T[K] | (string extends keyof T ? Unsure<T, K> : number extends keyof T ? Unsure<T, K> : never)
          : K extends number
            ? `${K}` extends keyof T
              ? Found<T, `${K}`>
              : never
            : never;
type Unsure<T, K> =
  K extends Known<T> ? never : K extends number ? (`${K}` extends Known<T> ? never : undefined) : undefined;
type Indexing<T extends readonly unknown[], K> = K extends "length"
  ? T["length"]
  : K extends number | `${number}`
    ? number extends T["length"]
      ? (K extends keyof T ? T[K] : T[number]) | Unsure<T, K>
      : `${K}` extends keyof T
        ? T[`${K}`]
        : number extends K
          ? T[number] | undefined
          : undefined
    : never;
/** The keys that a type names, apart from its index signatures. */
export type Known<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: 0 };

/** What a path reads below `T`. `never` if there is nothing, which the read itself reports. */
export type At<T, Path extends readonly (string | number)[]> = Path extends readonly [
  infer K extends string | number,
  ...infer Rest extends readonly (string | number)[],
]
  ? At<Property<T, K>, Rest>
  : T;

/** `A ?? B`. Inferred once more, so that hovering shows a union instead of an `Or` of two types. */
export type Or<A, B> = (A extends Nothing ? B : A) extends infer V ? V : never;
