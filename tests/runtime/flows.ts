import {
  checkFlow,
  defineFlow,
  type FlowContext,
  type FlowEvent,
  type FlowSpec,
  type LoopNodeSpec,
  type NodeSpec,
  everyFeature,
  type SyncFlow,
} from "@flowc/runtime";

export type Context = FlowContext & Record<string, unknown>;
export type AnyFlow = SyncFlow<Context, Record<string, unknown>>;
type Fields<T> = { readonly [K in keyof T]?: unknown };

type AllFields = Fields<Extract<NodeSpec, { call: unknown }>>;

/** A plain node. */
export function node(
  id: string,
  call: (...args: never) => unknown,
  next: string[] = [],
  more: AllFields = {},
): NodeSpec {
  return { id, call, next, ...more } as NodeSpec;
}

/** A router. */
export function router(id: string, call: (...args: never) => unknown, next: string[], more: AllFields = {}): NodeSpec {
  return node(id, call, next, { ...more, kind: "router" });
}

/** A loop. */
export const loop = (id: string, body: string, more: Partial<LoopNodeSpec> = {}): LoopNodeSpec => ({
  id,
  kind: "loop",
  body,
  ...more,
});

/** A list whose items have to be waited for. */
export async function* stream(...items: unknown[]): AsyncGenerator<unknown> {
  for (const item of items) {
    await after(1);
    yield item;
  }
}

/** A flow whose entry is its first node. */
export function flow(nodes: readonly NodeSpec[], more: Partial<FlowSpec> = {}): AnyFlow {
  const uses = everyFeature;
  const entry = nodes[0]?.id ?? "";
  const spec: FlowSpec = { name: "test", source: "test.flow.yaml", entry, nodes, uses, ...more };
  checkFlow(spec);
  return defineFlow<AnyFlow>(spec);
}

/** Steps as `start a`, `success a`, … */
export function stepsOf(context: { readonly steps: FlowContext["steps"] }): string[] {
  return context.steps.map(({ status, node_id }) => `${status} ${node_id}`);
}

/** Ids of the nodes, in the order in which they started. */
export function order(context: { readonly steps: FlowContext["steps"] }): string {
  return context.steps
    .filter(({ status }) => status === "start")
    .map(({ node_id }) => node_id)
    .join(" ");
}

export const same = (value: unknown): unknown => value;
export const nothing = (): void => undefined;
export const after = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** The error that a function throws or that a promise rejects with. */
export async function errorOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** A listener, and the events that it has received. */
export function listener(): { readonly events: FlowEvent[]; readonly onEvent: (event: FlowEvent) => void } {
  const events: FlowEvent[] = [];
  return { events, onEvent: (event) => void events.push(event) };
}

/** A flow whose second node throws the error. */
export const failingWith = (error: unknown): AnyFlow =>
  flow([
    node("s", same, ["a"]),
    node("a", () => {
      throw error;
    }),
  ]);
