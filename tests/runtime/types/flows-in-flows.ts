/** This file is only compiled, never run: see `wiring.ts`. */
import {
  type ChildFlow,
  childFlow,
  type Flow,
  type FlowContext,
  type FlowOf,
  type Input,
  type OutputOf,
  type Result,
  type Returned,
  type Route,
  type RunResult,
  type SyncFlow,
  type Takes,
} from "@flowc/runtime";
import { compiles, holds, type Same } from "./proofs.js";

interface Order {
  id: string;
}
declare const sync: SyncFlow<FlowContext, {}, Order, number>;
declare const asynchronous: Flow<FlowContext, {}, Order, { country: string }>;
declare const optional: SyncFlow<FlowContext, {}, Order | undefined, string>;
declare const anything: SyncFlow<FlowContext, {}, unknown, string>;
declare const silent: SyncFlow<FlowContext>;
declare const byNode: SyncFlow<
  RunResult<FlowContext, { geo: { result: Date } }, { geo: [] }>,
  {},
  Order,
  OutputOf<"geo">
>;
declare const demanding: SyncFlow<FlowContext & { user: string }, { user: string }, Order, number>;
declare const faulty: FlowOf<() => Route<"a", 1>, FlowContext>;
declare const unresolved: any;

// What a node that runs a flow takes and gives.
holds<Same<ChildFlow<typeof sync>, (input: Order) => number>>(true);
holds<Same<ChildFlow<typeof asynchronous>, (input: Order) => Promise<{ country: string }>>>(true);
holds<Same<ChildFlow<typeof optional>, (input: Order | undefined) => string>>(true);
holds<Same<ChildFlow<typeof anything>, (input: unknown) => string>>(true);
holds<Same<ChildFlow<typeof byNode>, (input: Order) => Date>>(true);
holds<Same<ChildFlow<typeof silent>, (input: unknown) => undefined>>(true);
holds<Same<ChildFlow<any>, any>>(true);

// As other callables, in the types of generated modules.
interface Payloads {
  sync: Input<ChildFlow<typeof sync>>;
  later: Order;
  silent: { at: number };
  any: Order;
}
interface Callables {
  sync: ChildFlow<typeof sync>;
  later: ChildFlow<typeof asynchronous>;
  silent: ChildFlow<typeof silent>;
  any: ChildFlow<typeof unresolved>;
}
type Results = Returned<Callables, Payloads>;
holds<Same<Payloads["sync"], Order>>(true);
holds<Same<Input<ChildFlow<typeof anything>>, unknown>>(true);
holds<Same<Results["sync"], number>>(true);
holds<Same<Results["later"], { country: string }>>(true);
// A flow that gives nothing passes on what its node got.
holds<Same<Results["silent"], { at: number }>>(true);
holds<Same<Result<ChildFlow<typeof byNode>, Payloads, "sync">, Date>>(true);

// `runSync` only where no child is async.
type Steps<F> = FlowOf<F, FlowContext, {}, Order, number>;
type AllSync = Steps<ChildFlow<typeof sync> | ChildFlow<typeof byNode> | (() => 1)>;
type OneAsync = Steps<ChildFlow<typeof sync> | ChildFlow<typeof asynchronous>>;
holds<Same<AllSync, SyncFlow<FlowContext, {}, Order, number>>>(true);
holds<Same<OneAsync, Flow<FlowContext, {}, Order, number>>>(true);
holds<Same<Steps<ChildFlow<AllSync>>, SyncFlow<FlowContext, {}, Order, number>>>(true);
holds<Same<Steps<ChildFlow<OneAsync>>, Flow<FlowContext, {}, Order, number>>>(true);
holds<Same<ChildFlow<OneAsync>, (input: Order) => Promise<number>>>(true);

compiles(
  childFlow(sync) satisfies Takes<Order>,
  childFlow(asynchronous) satisfies Takes<Order>,
  childFlow(optional) satisfies Takes<Order | undefined>,
  childFlow(optional) satisfies Takes<Order>,
  childFlow(anything) satisfies Takes<Date>,
  childFlow(silent) satisfies Takes<Date>,
  childFlow(byNode) satisfies Takes<Order & { more: 1 }>,
  childFlow(unresolved) satisfies Takes<Order>,
  // @ts-expect-error the child takes an order
  childFlow(sync) satisfies Takes<{ id: number }>,
  // @ts-expect-error the child needs its input
  childFlow(sync) satisfies Takes<Order | undefined>,
  // @ts-expect-error same for one that is async
  childFlow(asynchronous) satisfies Takes<string>,
  // @ts-expect-error the child reads from its caller's context
  childFlow(demanding) satisfies Takes<Order>,
  // @ts-expect-error a flow with a fault is none
  childFlow(faulty),
  // @ts-expect-error a function is no flow
  childFlow((order: Order) => order),
);
