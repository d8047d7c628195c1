/**
 * Nothing of this runs: `tsc` over the project is the test. Each `@ts-expect-error` is a wiring fault in the form in which
 * a generated module holds it; the lines without are sound twins.
 */
import {
  type At,
  defineFlow,
  type FlowContext,
  type FlowOf,
  type Input,
  type Item,
  type List,
  type Node,
  type NodeOptions,
  type Or,
  type Part,
  part,
  place,
  type Plain,
  read,
  type Result,
  type Routed,
  type RoutingNode,
  type Run,
  route,
  type Sent,
  type Takes,
  type TakesClass,
  type TakesContext,
  type TakesContextClass,
  type Targets,
} from "flowc/runtime";

/** Fails to compile unless both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles where the proof holds. */
const holds = <T extends true>(proof: T): unknown => proof;
/** Compiles where the value is of exactly the type that is expected. */
const exactly = <Expected>(): (<Actual>(value: Actual, same: Same<Actual, Expected>) => unknown) => {
  return (value) => value;
};
/** Expressions that are there to be compiled. */
const compiles = (...expressions: readonly unknown[]): unknown => expressions;

// ---------------------------------------------------------------- callables and what arrives

interface Raw {
  customer_id: number;
  note?: string;
  tags: string[];
  total: number | null;
  pair: [string, number];
  byName: Record<string, boolean>;
}
declare function extract(day: string): Promise<Raw>;
declare function renamed(raw: { customerId: number }): void;
declare function primitive(raw: { customer_id: string }): void;
declare function required(raw: { note: string }): void;
declare function first(tag: string): void;
declare function notNull(total: number): void;
declare function join(arrived: { a: number; b: string }): void;
declare function mode(p: { mode: "slow" | "safe" }): void;
declare function second(p: unknown, context: { x: number }): void;
declare function claim(c: { id: number }): boolean;
declare function eachItem(entry: { item: number; index: number }): void;
declare function gather(list: number[]): void;
type Maybe = (n: number) => string | undefined;
type Forward = (n: number) => void;
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
declare class Http implements Node<{ url: string }, { status: number }> {
  constructor(options: NodeOptions);
  run(payload: { url: string }): Promise<{ status: number }>;
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
interface Results {
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
  // @ts-expect-error a field renamed
  renamed satisfies Takes<Payloads["next"]>,
  // @ts-expect-error wrong primitive
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
  // @ts-expect-error a parent is missing in the join
  join satisfies Takes<{ a: number }>,
  // @ts-expect-error one of the `|` parents does not fit
  notNull satisfies Takes<number | boolean>,
  // @ts-expect-error a required second parameter without allow_context_access
  second satisfies Takes<number>,
  // @ts-expect-error the context lacks what the callable reads
  second satisfies TakesContext<number, { y: number }>,
  second satisfies TakesContext<number, { x: number }>,
  // @ts-expect-error a value that is no function
  notCallable satisfies Takes<number>,
  // @ts-expect-error a private constructor
  Private satisfies TakesClass<number>,
  // @ts-expect-error `run` takes something else: methods are checked as strictly as functions
  Strict satisfies TakesClass<{ status: string }>,
  Http satisfies TakesClass<{ url: string }>,
  // @ts-expect-error a class that needs the context
  WithContext satisfies TakesClass<number>,
  WithContext satisfies TakesContextClass<number, { tenant: string }>,
  // @ts-expect-error a callable, not a class
  claim satisfies TakesClass<{ id: number }>,

  // @ts-expect-error a target that is no successor
  ["approve"] satisfies Targets<Decide, "approve">,
  ["approve", "reject"] satisfies Targets<Decide, "approve" | "reject">,
  // @ts-expect-error a successor that is never returned
  ["approve", "reject", "hold"] satisfies Targets<Decide, "approve" | "reject" | "hold">,
  // @ts-expect-error a list: a target that is no successor
  ["mail"] satisfies Targets<Lists, "mail">,
  // @ts-expect-error a mapping: a key that is no successor
  ["left"] satisfies Targets<Mapping, "left">,
  // @ts-expect-error text literals: one is missing
  ["high"] satisfies Targets<Literal, "high">,
  // @ts-expect-error a router that returns no decision
  ["a"] satisfies Targets<WrongRule, "a">,
  ["a", "b"] satisfies Targets<AnyString, "a" | "b">,
  ["ok", "bad"] satisfies Targets<Run<typeof Gate>, "ok" | "bad">,
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
  // @ts-expect-error more keys than successors: the whole goes on
  notNull satisfies Takes<Sent<{ a: string; b: number; c: 1 }, "b", "a" | "b">>,
  // @ts-expect-error round the cycle
  claim satisfies Takes<{ id: number }> satisfies Takes<Payloads["reject"]>,

  // @ts-expect-error text is no list
  ((payload: string) => payload) satisfies (payload: never) => List,
  // @ts-expect-error a mapping is no list
  ((payload: { rows: number[] }) => payload) satisfies (payload: never) => List,
  ((payload: { rows: number[] }) => read(payload, "rows")) satisfies (payload: never) => List,
  // @ts-expect-error the item
  eachItem satisfies Takes<{ item: Item<Set<string>>; index: number }>,
  // @ts-expect-error enumerate_items is missing
  eachItem satisfies Takes<Item<number[]>>,
  // @ts-expect-error collected where it did not run
  gather satisfies Takes<(number | undefined)[]>,
);

// ---------------------------------------------------------------- reads and writes

type Written = {
  data: { raw: Raw; maybe?: { deep: number } };
  either: { a: 1; b: 2 } | { a: 3 } | null;
  open: unknown;
};

/** What `read` gives is what `At` says. */
export function reads(context: Written, loose: Record<string, unknown>): void {
  exactly<string | undefined>()(read(context, "data", "raw", "tags", 0), true);
  holds<Same<At<Written, ["data", "raw", "tags", 0]>, string | undefined>>(true);
  exactly<number>()(read(context, "data", "raw", "tags", "length"), true);
  exactly<string | undefined>()(read(context, "data", "raw", "tags", 0, 0), true);
  exactly<number>()(read(context, "data", "raw", "pair", 1), true);
  exactly<string>()(read(context, "data", "raw", "pair", "0"), true);
  exactly<boolean | undefined>()(read(context, "data", "raw", "byName", "x"), true);
  exactly<boolean | undefined>()(read(context, "data", "raw", "byName", 0), true);
  exactly<number | undefined>()(read(context, "data", "maybe", "deep"), true);
  holds<Same<At<Written, ["data", "maybe", "deep"]>, number | undefined>>(true);
  exactly<string | undefined>()(read(context, "data", "raw", "note"), true);
  exactly<number | null>()(read(context, "data", "raw", "total"), true);
  exactly<1 | 3 | undefined>()(read(context, "either", "a"), true);
  exactly<unknown>()(read(context, "open", "any", 0, "thing"), true);
  holds<Same<At<Written, ["open", "any"]>, unknown>>(true);
  exactly<unknown>()(read(loose, "a", "b", "c", "d", "e", "f", "g", "h"), true);

  // @ts-expect-error a path of the context that nobody has
  read(context, "date");
  // @ts-expect-error a path below a result
  read(context, "data", "raw", "customer_idd");
  read(
    context,
    "data",
    // @ts-expect-error each key is checked at its own place
    "row",
    "tags",
  );
  // @ts-expect-error not in every member of the union
  read(context, "either", "b");
  // @ts-expect-error inherited by lists, and not read
  read(context, "data", "raw", "tags", "map");
  // @ts-expect-error inherited by text, and not read
  read(context, "data", "raw", "note", "trim");
  // @ts-expect-error a number has nothing of its own
  read(context, "data", "raw", "customer_id", "toFixed");
}

type Ctx = { order: { id: number; total?: number; lines?: { sku: string } }; size?: number };

compiles(
  (context: Ctx, result: number) => {
    place(context, "order").id = result;
    place(place(context, "order"), "lines").sku = "x";
    context.size = part({ size: result }, "size");
  },
  (context: Ctx, result: string) => {
    // @ts-expect-error a write that does not fit the declared context
    place(context, "order").id = result;
  },
  (context: Ctx, result: number) => {
    // @ts-expect-error a write to a path that the declared context does not have
    place(context, "order")["sum"] = result;
  },
  (context: Ctx) => {
    // @ts-expect-error an object that the declared context does not have
    place(context, "oder");
  },
  (context: Ctx, result: { ident: number }) => {
    // @ts-expect-error the whole result is written where it has no `id`
    place(context, "order").id = part(result, "id");
  },
);

// ---------------------------------------------------------------- flows

type ChainStart = { owner: string };
type ChainContext = FlowContext & { data: { raw: Results["extract"] } };
// No runSync: a callable is async.
holds<Same<Extract<keyof typeof asynchronous, "runSync">, never>>(true);
declare const asynchronous: FlowOf<typeof extract | typeof claim, ChainContext, ChainStart, string>;
const synchronous = defineFlow<FlowOf<typeof claim | Forward, FlowContext, {}, number>>({
  name: "synchronous",
  entry: "a",
  nodes: [
    {
      id: "a",
      call: claim satisfies Takes<{ id: number }>,
      writes: (context: Ctx, result: boolean) => void [context, result],
      next: ["b"],
    },
    {
      id: "b",
      node: Http,
      config: { url: "x" },
      context: true,
      policy: { retry: { maxAttempts: 2 }, onError: { goto: "a" } },
    },
    { id: "c", callable: (context: ChainStart) => read(context, "owner") },
    { id: "l", kind: "loop", items: (payload: Raw) => read(payload, "tags"), body: "a", done: "b", enumerate: true },
    // @ts-expect-error a node that is nothing
    { id: "d" },
  ],
});

compiles(
  // @ts-expect-error the caller must bring `owner`
  () => asynchronous.run(),
  // @ts-expect-error and the run's input
  () => asynchronous.run({ owner: "me" }),
  () => asynchronous.run({ owner: "me" }, "2026-01-01", { concurrency: 2, signal: AbortSignal.timeout(5) }),
  // @ts-expect-error of its type
  () => asynchronous.run({ owner: 1 }, "2026-01-01"),
  // @ts-expect-error the input is wrong
  () => synchronous.run({}, "one"),
  () => synchronous.runSync({}, 1).payloads,
  // @ts-expect-error what the run leaves is typed
  () => asynchronous.run({ owner: "me" }, "x").then((context) => read(context, "data", "row")),
  () => asynchronous.run({ owner: "me" }, "x").then((context) => context.data.raw.customer_id),
  // @ts-expect-error events are a discriminated union
  () => synchronous.run({}, 1, { onEvent: (event) => void read(event, "nodeId") }),
  () => synchronous.run({}, 1, { onEvent: (event) => (event.type === "retry" ? event.attempt : undefined) }),
  // @ts-expect-error a route has a target
  () => route(),
  // @ts-expect-error and no other options
  () => route("a", { pay: 1 }),
);
