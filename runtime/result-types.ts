/** The types with which a generated module states what a run leaves (SPEC 16). */
import type { Result, Routed } from "./wiring.js";

/**
 * For each node, what its callable is called with and what is stored in `context.payloads`. `P` and `R` are what arrives
 * at first and what is returned for it. `L` is what else may arrive: over back edges, after failures. `D` are the nodes that
 * depend on such a node; `C` has the callables of function nodes.
 */
export type NodeTypes<P, R, L = {}, C = {}, D = never> = {
  [K in keyof P]: K extends keyof L | D
    ? NodeType<P[K], MemberOf<R, K>, Else<P, L, C, K, D>, K extends keyof C ? C[K] : undefined>
    : { payload: P[K]; result: MemberOf<R, K> };
};

/** `T[K]`. An intersection `K & keyof T` would take time for each key of `T`. */
type MemberOf<T, K> = K extends keyof T ? T[K] : never;

/** Routers and loops have no `F`. */
type NodeType<P, R, A, F> = {
  payload: P | A;
  result: [A] extends [never]
    ? R
    : [F] extends [undefined]
      ? [P] extends [R]
        ? unknown
        : { [K in keyof R]: unknown }
      : Result<F, { payload: P | A }, "payload">;
};

/** What else may arrive at `K`. Anything if a node before it passes on what does not fit the types of `P`. */
type Else<P, L, C, K, D> =
  (K extends keyof L ? L[K] : never) | (K extends D ? ([Misfits<P, L, C>] extends [never] ? never : unknown) : never);
type Misfits<P, L, C> = {
  [K in keyof L & keyof P]: [L[K]] extends [P[K]]
    ? never
    : K extends keyof C
      ? [Mark] extends [Result<C[K], { payload: Mark }, "payload">]
        ? K
        : never
      : K;
}[keyof L & keyof P];
interface Mark {
  readonly mark: Mark;
}

/** The result of a router: what it sends to those of its successors `S` that it chooses. */
export type Chosen<F, S extends string, P extends { [K in N]: unknown }, N extends string> = {
  [K in S]?: Routed<F, K, P, N>;
};

/**
 * The context `C` after a run, with the results of the nodes `N`. `G` names, for each node that surely runs, those that
 * it surely starts: as a list where its result does not decide that, as it does if it is a mapping of successors. `W` does the same
 * for nodes that need not run, but on whose results it depends whether a node of `G` does.
 */
export type RunResult<C, N, G = {}, W = {}> = C & { payloads: Left<N, G, W> };

/** The results of all nodes. Which of them are certain is only asked where one is read. */
type Left<N, G, W> = { [K in keyof N]: ResultIn<N[K]> | (K extends Sure<N, G, W> ? never : undefined) };
type ResultIn<T> = T["result" & keyof T];
type Sure<N, G, W> = Exclude<keyof G | Started<G[keyof G]>, Skipped<N, G, W>>;
type Started<T> = T extends readonly unknown[] ? T[number] : T;

/** The nodes of `G` that do not run after all if the results of others are mappings of their successors (SPEC 5). */
type Skipped<N, G, W> = Behind<G, W, SkippedBy<N, G> | SkippedBy<N, W>>;
type SkippedBy<N, G> = {
  [K in keyof G]: G[K] extends readonly unknown[]
    ? never
    : Unsent<ResultIn<MemberOf<N, K>>, G[K], keyof N | `${keyof N & number}` | number | Inherited>;
}[keyof G];
/** `S`, and all that nodes of `New` start. Two steps at once, since TypeScript limits the number of repetitions. */
type Behind<G, W, S, New = S> = 0 extends 1 & New
  ? keyof G // Of a type that cannot be resolved, nothing is known.
  : [New] extends [never]
    ? S
    : Behind<
        G,
        W,
        S | Next<G, W, New> | Next<G, W, Next<G, W, New>>,
        Exclude<Next<G, W, New> | Next<G, W, Next<G, W, New>>, S>
      >;
type Next<G, W, S> = Started<G[S & keyof G]> | Started<W[S & keyof W]>;

/** Undefined if a result `R` may be a mapping of the successors `S` that leaves one of `T` out; otherwise `never`. */
export type Skips<R, T extends S, S extends string = T> = [Unsent<R, T, S | number | Inherited>] extends [never]
  ? never
  : undefined;

/** Those of the successors `S` that a result `R` may leave out. `Ids` are the keys that say nothing. */
type Unsent<R, S, Ids> = unknown extends R
  ? S
  : R extends object
    ? {} extends Pick<R, Exclude<keyof R, Ids>>
      ? UnsentBy<R, S, Ids>
      : never
    : never;
/** The same for a result that may have no other keys. */
type UnsentBy<R, S, Ids> = R extends readonly unknown[] | ((...args: never) => unknown)
  ? never
  : [Exclude<Required<R>, Ids>] extends [never]
    ? Exclude<S, Required<R>>
    : never;
/** The keys that every `R` has itself. Objects inherit some, which their types may name. */
type Required<R> = Exclude<
  keyof {
    [
      K in keyof R as string extends K
        ? never
        : number extends K
          ? never
          : {} extends Pick<R, K>
            ? never
            : K extends number
              ? `${K}`
              : K
    ]: 0;
  },
  Inherited
>;
type Inherited =
  | "constructor"
  | "hasOwnProperty"
  | "isPrototypeOf"
  | "propertyIsEnumerable"
  | "toLocaleString"
  | "toString"
  | "valueOf";
