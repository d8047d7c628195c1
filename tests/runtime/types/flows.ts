/** This file is only compiled, never run: see `wiring.ts`. */
import { defineFlow, type FlowContext, type FlowOf, read, route, type Takes } from "@flowc/runtime";
import { compiles, holds, type Same } from "./proofs.js";
import type { extract } from "./wiring.js";
import { claim, type Forward, Http, type Raw, type Results } from "./wiring.js";
import { type Ctx } from "./reads-and-writes.js";

type ChainStart = { owner: string };
type ChainContext = FlowContext & { data: { raw: Results["extract"] } };
// Without runSync, since a callable is async.
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
    // @ts-expect-error a node without a callable
    { id: "d" },
  ],
});

compiles(
  // @ts-expect-error the caller must provide `owner`
  () => asynchronous.run(),
  // @ts-expect-error and the run's input
  () => asynchronous.run({ owner: "me" }),
  () => asynchronous.run({ owner: "me" }, "2026-01-01", { concurrency: 2, signal: AbortSignal.timeout(5) }),
  // @ts-expect-error with the right type
  () => asynchronous.run({ owner: 1 }, "2026-01-01"),
  // @ts-expect-error the input is wrong
  () => synchronous.run({}, "one"),
  () => synchronous.runSync({}, 1).payloads,
  // @ts-expect-error the results of a run are typed
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
