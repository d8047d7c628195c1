/**
 * This file is only compiled, never run: `tsc` over the project is the test. Each `@ts-expect-error` is a wiring fault
 * as it occurs in a generated module. The lines without one are their correct twins.
 */
import type { route } from "@flowc/runtime";
import {
  type At,
  type ConfigOf,
  type Input,
  type Item,
  type List,
  type Node,
  type NodeOptions,
  type Or,
  type Part,
  type Plain,
  read,
  type Result,
  type Routed,
  type RoutingNode,
  type Run,
  type Sent,
  type Takes,
  type TakesClass,
  type TakesContext,
  type TakesContextClass,
  type Targets,
} from "@flowc/runtime";
import { compiles, holds, type Same } from "./proofs.js";

export interface Raw {
  customer_id: number;
  note?: string;
  tags: string[];
  total: number | null;
  pair: [string, number];
  byName: Record<string, boolean>;
}
export declare function extract(day: string): Promise<Raw>;
declare function renamed(raw: { customerId: number }): void;
declare function primitive(raw: { customer_id: string }): void;
declare function required(raw: { note: string }): void;
declare function first(tag: string): void;
declare function notNull(total: number): void;
declare function join(arrived: { a: number; b: string }): void;
declare function mode(p: { mode: "slow" | "safe" }): void;
declare function second(p: unknown, context: { x: number }): void;
export declare function claim(c: { id: number }): boolean;
declare function eachItem(entry: { item: number; index: number }): void;
declare function gather(list: number[]): void;
type Maybe = (n: number) => string | undefined;
export type Forward = (n: number) => void;
type Decide = (c: {
  id: number;
}) => ReturnType<typeof route<"approve">> | ReturnType<typeof route<"reject", { why: string }>>;
type Lists = (c: unknown) => Promise<("mail" | "log")[]>;
type Mapping = (c: unknown) => { left: number; right?: string };
type AnyString = (c: unknown) => string;
type WrongRule = (c: unknown) => number;
type Literal = (c: unknown) => "high" | "low" | undefined;
declare const notCallable: { run: 1 };
declare class Private {
  private constructor(options: NodeOptions);
  run(): void;
}
declare class Strict {
  run(payload: { status: number }): void;
}
declare class WithContext {
  constructor(options: NodeOptions);
  run(payload: number, context: { tenant: string }): void;
}
export declare class Http implements Node<{ url: string }, { status: number }> {
  constructor(options: NodeOptions);
  run(payload: { url: string }): Promise<{ status: number }>;
}
declare class Typed {
  constructor(options?: NodeOptions<{ base: string; mode?: "fast" | "slow" }>);
  run(payload: number): void;
}
declare class OfText {
  constructor(base: string);
  run(payload: number): void;
}
export declare class Overloads {
  constructor(options: NodeOptions<{ base: string }>);
  constructor(options: NodeOptions<{ host: string }>);
  run(payload: number): void;
}
export declare class GenericClass<Config extends { base: string }> {
  constructor(options: NodeOptions<Config>);
  run(payload: number): void;
}
export declare class OpenClass<Config extends { base: string; [key: string]: unknown }> {
  constructor(options: NodeOptions<Config>);
  run(payload: number): void;
}
export declare class Gate implements RoutingNode<{ status: number }, "ok" | "bad"> {
  run(payload: { status: number }): "ok" | "bad";
}

interface Payloads {
  extract: Input<typeof extract>;
  next: Sent<Results["extract"], "next">;
  maybe: number;
  decide: { id: number };
  reject: Routed<Decide, "reject", Payloads, "decide">;
  approve: Routed<Decide, "approve", Payloads, "decide">;
  right: Routed<Mapping, "right", Payloads, "decide">;
}
export interface Results {
  extract: Result<typeof extract, Payloads, "extract">;
  maybe: Result<Maybe, Payloads, "maybe">;
}

type Overloaded = { (payload: number): number; (payload: string): string };
type Labelled = ((payload: number) => string) & { readonly label: string };
type Generic = <T extends { id: number }>(payload: T) => T;
holds<Same<Input<Overloaded>, any>>(true);
holds<Same<Input<Labelled>, number>>(true);
holds<Same<Input<Generic>, { id: number }>>(true);
holds<Same<Result<Overloaded, Payloads, "maybe">, any>>(true);
holds<Same<Result<Labelled, Payloads, "maybe">, string>>(true);
holds<Same<Result<Generic, Payloads, "maybe">, any>>(true);

holds<Same<ConfigOf<typeof Typed>, { base: string; mode?: "fast" | "slow" }>>(true);
holds<Same<ConfigOf<typeof Http>, Readonly<Record<string, unknown>>>>(true);
holds<Same<ConfigOf<typeof GenericClass>, { base: string }>>(true);
holds<Same<ConfigOf<typeof Strict>, unknown>>(true);
holds<Same<ConfigOf<typeof OfText>, unknown>>(true);
holds<Same<ConfigOf<typeof Overloads>, unknown>>(true);
holds<Same<ConfigOf<any>, unknown>>(true);

holds<Same<Results["extract"], Raw>>(true);
holds<Same<Results["maybe"], string | number>>(true);
holds<Same<Result<Forward, Payloads, "maybe">, number>>(true);
holds<Same<Payloads["approve"], { id: number }>>(true);
holds<Same<Payloads["reject"], { why: string }>>(true);
holds<Same<Routed<Run<typeof Gate>, "ok", { gate: { status: number } }, "gate">, { status: number }>>(true);
holds<Same<Item<Set<string>>, string>>(true);
holds<Same<Item<AsyncGenerator<number>>, number>>(true);
holds<Same<Or<string | undefined, 0>, string | 0>>(true);
holds<Same<Part<{ a: 1 }, "a">, 1>>(true);
holds<Same<Part<{ a: 1 }, "b">, { a: 1 }>>(true);
holds<Same<Plain<{ a: 1 } & { b: 2 }>, { a: 1; b: 2 }>>(true);

compiles(
  // @ts-expect-error a field is renamed
  renamed satisfies Takes<Payloads["next"]>,
  // @ts-expect-error the wrong primitive
  primitive satisfies Takes<Payloads["next"]>,
  // @ts-expect-error optional to required
  required satisfies Takes<Payloads["next"]>,
  // @ts-expect-error optional path to required
  first satisfies Takes<At<Raw, ["note"]>>,
  // @ts-expect-error an index may be outside
  first satisfies Takes<At<Raw, ["tags", 0]>>,
  // @ts-expect-error null is a value
  notNull satisfies Takes<At<Raw, ["total"]>>,
  notNull satisfies Takes<Or<At<Raw, ["total"]>, 0>>,
  // @ts-expect-error the run's input does not fit
  extract satisfies Takes<number>,
  // @ts-expect-error a literal that the callable does not know
  mode satisfies Takes<{ mode: "fast" }>,
  // @ts-expect-error a parent of the join is missing
  join satisfies Takes<{ a: number }>,
  // @ts-expect-error one of the `|` parents does not fit
  notNull satisfies Takes<number | boolean>,
  // @ts-expect-error a required second parameter without allow_context_access
  second satisfies Takes<number>,
  // @ts-expect-error the context lacks what the callable reads
  second satisfies TakesContext<number, { y: number }>,
  second satisfies TakesContext<number, { x: number }>,
  // @ts-expect-error a value that is not a function
  notCallable satisfies Takes<number>,
  // @ts-expect-error a private constructor
  Private satisfies TakesClass<number>,
  // @ts-expect-error `run` takes another type: methods are checked as strictly as functions
  Strict satisfies TakesClass<{ status: string }>,
  Http satisfies TakesClass<{ url: string }>,
  // @ts-expect-error a class that needs the context
  WithContext satisfies TakesClass<number>,
  WithContext satisfies TakesContextClass<number, { tenant: string }>,
  // @ts-expect-error a class that needs a config, which is empty by default
  Typed satisfies TakesClass<number>,
  Typed satisfies TakesClass<number, { base: string }>,
  Typed satisfies TakesClass<number, never>,
  // @ts-expect-error the config is checked elsewhere, but not the payload
  Typed satisfies TakesClass<string, never>,
  Typed satisfies TakesContextClass<number, object, never>,
  // @ts-expect-error a constructor that does not take the options
  OfText satisfies TakesClass<number, never>,
  // @ts-expect-error a callable instead of a class
  claim satisfies TakesClass<{ id: number }>,

  // @ts-expect-error a target that is not a successor
  ["approve"] satisfies Targets<Decide, "approve">,
  ["approve", "reject"] satisfies Targets<Decide, "approve" | "reject">,
  // @ts-expect-error a successor that is never returned
  ["approve", "reject", "hold"] satisfies Targets<Decide, "approve" | "reject" | "hold">,
  // @ts-expect-error a list: a target that is not a successor
  ["mail"] satisfies Targets<Lists, "mail">,
  // @ts-expect-error a mapping: a key that is not a successor
  ["left"] satisfies Targets<Mapping, "left">,
  // @ts-expect-error string literals: one is missing
  ["high"] satisfies Targets<Literal, "high">,
  // @ts-expect-error a router that returns no decision
  ["a"] satisfies Targets<WrongRule, "a">,
  ["a", "b"] satisfies Targets<AnyString, "a" | "b">,
  ["ok", "bad"] satisfies Targets<Run<typeof Gate>, "ok" | "bad">,
  { base: "x", mode: "fast" } satisfies ConfigOf<typeof Typed>,
  // @ts-expect-error a value of another type
  { base: 3 } satisfies ConfigOf<typeof Typed>,
  // @ts-expect-error a key that does not exist
  { base: "x", mod: "fast" } satisfies ConfigOf<typeof Typed>,
  // @ts-expect-error a key that the constraint does not have: in this position `GenericClass` is not generic
  { base: "x", extra: 1 } satisfies ConfigOf<typeof GenericClass>,
  { base: "x", extra: 1 } satisfies ConfigOf<typeof OpenClass>,
  // @ts-expect-error a value of another type
  { base: 3, extra: 1 } satisfies ConfigOf<typeof OpenClass>,
  // @ts-expect-error the payload of this target
  claim satisfies Takes<Payloads["reject"]>,
  claim satisfies Takes<Payloads["approve"]>,
  // @ts-expect-error the router's own input goes on
  renamed satisfies Takes<Payloads["approve"]>,
  // @ts-expect-error the value of a mapping
  notNull satisfies Takes<Payloads["right"]>,
  // @ts-expect-error the value of a plain node's mapping of successors
  notNull satisfies Takes<Sent<{ a: string; b: number }, "a", "a" | "b">>,
  notNull satisfies Takes<Sent<{ a: string; b: number }, "b", "a" | "b">>,
  // @ts-expect-error more keys than successors: the whole result goes on
  notNull satisfies Takes<Sent<{ a: string; b: number; c: 1 }, "b", "a" | "b">>,
  // @ts-expect-error along the back edge of a cycle
  claim satisfies Takes<{ id: number }> satisfies Takes<Payloads["reject"]>,

  // @ts-expect-error a string is not a list
  ((payload: string) => payload) satisfies (payload: never) => List,
  // @ts-expect-error a mapping is not a list
  ((payload: { rows: number[] }) => payload) satisfies (payload: never) => List,
  ((payload: { rows: number[] }) => read(payload, "rows")) satisfies (payload: never) => List,
  // @ts-expect-error the item
  eachItem satisfies Takes<{ item: Item<Set<string>>; index: number }>,
  // @ts-expect-error enumerate_items is missing
  eachItem satisfies Takes<Item<number[]>>,
  // @ts-expect-error an item may have no result
  gather satisfies Takes<(number | undefined)[]>,
);
