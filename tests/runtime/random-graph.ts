import fc from "fast-check";
import { type NodeSpec, route } from "@flowc/runtime";
import { after, node, router } from "./flows.js";

/** Layers of nodes with forward edges. Joins wait for all parents, and values say where they came from. */
export interface Graph {
  readonly edges: readonly (readonly [number, number])[];
  readonly routers: readonly boolean[];
  /** Milliseconds that an asynchronous callable takes. */
  readonly delays: readonly number[];
}

export const graph: fc.Arbitrary<Graph> = fc.record({
  edges: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 3, maxLength: 20 }),
  routers: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  delays: fc.array(fc.nat(4), { minLength: 8, maxLength: 8 }),
});

/** Called before a node answers. What it throws is the node's failure. */
type Before = (id: string, attempt: number) => void;

/** The nodes of a graph. Routers choose every other successor. */
export function nodesOf({ edges, routers, delays }: Graph, isAsync: boolean, before?: Before): NodeSpec[] {
  const pairs = edges.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const).filter(([a, b]) => a !== b);
  return [...Array(8).keys()].map((at) => {
    const id = `n${at}`;
    const next = [...new Set(pairs.filter(([from]) => from === at).map(([, to]) => `n${to}`))];
    const parents = [...new Set(pairs.filter(([, to]) => to === at).map(([from]) => `n${from}`))].sort();
    const value = (payload: unknown): string => `${id}(${JSON.stringify(payload)})`;
    const decide = (payload: unknown): unknown =>
      routers[at] === true
        ? next.filter((_, k) => k % 2 === 0).map((target) => route(target, { payload: value(payload) }))
        : value(payload);
    const sync = (payload: unknown, _: unknown, meta: { attempt: number }): unknown => {
      before?.(id, meta.attempt);
      return decide(payload);
    };
    const call = isAsync
      ? async (payload: unknown, context: unknown, meta: { attempt: number }) => (
          await after(delays[at] ?? 0),
          sync(payload, context, meta)
        )
      : sync;
    const joins = parents.length > 1 ? { joins: parents.map((parent) => [parent]) } : {};
    return routers[at] === true ? router(id, call, next, joins) : node(id, call, next, joins);
  });
}
