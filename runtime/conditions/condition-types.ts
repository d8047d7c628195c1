/** The types of conditions (SPEC 12): what they compare, and what a condition says of the value that it asks about. */
import type { Key, Property } from "../wiring.js";

/** The keys that lead to what a condition asks about. */
export type Path = readonly (string | number)[];

/** A value that a condition states. */
export type Stated = string | number | boolean | null;

/** What a condition does not take as true. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

type IsAny<T> = 0 extends 1 & T ? true : false;

/** What `==` compares: everything but objects that are no dates. */
type Comparable = string | number | bigint | boolean | symbol | Date | null | undefined;

/** For `==`: `unknown`, or what is wrong as a text. */
export type Equated<A, B> = unknown extends A
  ? unknown
  : unknown extends B
    ? unknown
    : [A] extends [Comparable]
      ? [B] extends [Comparable]
        ? [A & B] extends [never]
          ? "fault: these two are never equal"
          : unknown
        : "fault: this object cannot be compared"
      : "fault: the object on the left cannot be compared";

/** For `<` and its like: `unknown`, or what is wrong as a text. */
export type Ordered<A, B> = unknown extends A
  ? unknown
  : unknown extends B
    ? unknown
    : [A, B] extends [number, number] | [string, string] | [Date, Date]
      ? unknown
      : "fault: two numbers, two texts or two dates are compared";

/** For `in`: `unknown`, or what is wrong as a text. */
export type Searched<A, B> = unknown extends B
  ? unknown
  : B extends readonly (infer E)[]
    ? Equated<A, E>
    : "fault: a value is looked for in a list";

/** For a stated value: `unknown`, or what is wrong as a text. */
export type Stating<T, P extends Path, V> = V extends null ? unknown : Equated<Reached<T, P>, V>;

/** The keys of a path, or those that there are instead. */
export type PathIn<T, P extends Path> = P extends readonly [infer K, ...infer R extends Path]
  ? readonly [K extends Key<T> ? K : Key<T>, ...PathIn<Property<T, K>, R>]
  : readonly [];

/** What a path leads to below `T`. Undefined where there is nothing. */
export type Reached<T, P extends Path> = P extends readonly [infer K, ...infer R extends Path]
  ? Reached<Step<T, K>, R>
  : T;
type Step<T, K> = IsAny<T> extends true ? T : StepOf<T, K>;
type StepOf<T, K> = T extends null | undefined
  ? undefined
  : [Property<T, K>] extends [never]
    ? undefined
    : Property<T, K>;

/** An object in which a path leads to a `V`. */
export type Below<P extends Path, V> = P extends readonly [infer K extends string | number, ...infer R extends Path]
  ? { readonly [Name in K]: Below<R, V> }
  : V;

/** A `T` that is an `X`, as a condition says. What is unknown can still be asked for anything. */
export type Narrowed<T, X> = unknown extends T ? T : T & X;

/** What a stated value also stands for: `null` for undefined. */
export type Meant<V> = V extends null ? null | undefined : V;

/** The members of `T` in which the value at a path can be a `V`. */
export type Where<T, P extends Path, V> = T extends unknown
  ? CanBe<Reached<T, P>, V> extends true
    ? T
    : never
  : never;
type CanBe<Found, V> = unknown extends Found
  ? true
  : [Found & V] extends [never]
    ? false
    : [Found] extends [object]
      ? [Extract<V, Found>] extends [never]
        ? ObjectCanBe<V>
        : true
      : true;
/** Unless a text fits the type, as `{}`: its intersection with an object is not `never` for TypeScript, but no value is both. */
type ObjectCanBe<V> = [Extract<V, object>] extends [never] ? ({} extends V ? true : false) : true;

/** The members of `T` in which the value at a path is not always a `V`. */
export type Unless<T, P extends Path, V> = T extends unknown
  ? IsAlways<Reached<T, P>, V> extends true
    ? never
    : T
  : never;
type IsAlways<Found, V> = unknown extends Found ? false : [Found] extends [V] ? true : false;

/** Undefined if there are results for which no condition holds: those of type `R`; otherwise `never`. */
export type Unmet<R> = [R] extends [never] ? never : undefined;

/** What a value that holds can be. A text or a number that holds is not distinguished by its type. */
export type Truthy<V> = V extends string | number | bigint ? V & { readonly " holds"?: never } : Exclude<V, Falsy>;

/** What `holds` says of a value. */
export type Held<T, P extends Path> = Below<P, Truthy<Reached<T, P>>>;
