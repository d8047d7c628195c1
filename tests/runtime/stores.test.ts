import { describe, expect, it } from "vitest";
import { checkFlow, defineFlow, everyFeature, type FlowContext, route } from "@flowc/runtime";

/** A flow with each kind of node. Everything that a run keeps under an id is kept by the store of that id. */
const nodes = [
  { id: "s", call: () => [1, 2], next: ["each"] },
  { id: "each", kind: "loop" as const, body: "work", done: "end" },
  { id: "work", call: (item: number) => item * 2, next: ["way"] },
  { id: "way", kind: "router" as const, call: () => ["a", "b"].map((to) => route(to)), next: ["a", "b"] },
  { id: "a", call: (value: number) => value + 1, next: ["both"] },
  { id: "b", call: (value: number) => value + 2, next: ["both"] },
  { id: "both", joins: [["a"], ["b"]], call: ({ a, b }: { a: number; b: number }) => a + b },
  { id: "end", call: (results: unknown) => results, policy: { onError: "continue" as const } },
];
const ids = nodes.map(({ id }) => id);

interface Runnable {
  runSync(context?: unknown, input?: unknown): FlowContext;
}

const flow = (stores?: Parameters<typeof defineFlow>[0]["stores"]): Runnable =>
  defineFlow<Runnable>({ name: "f", entry: "s", nodes, uses: everyFeature, ...(stores !== undefined && { stores }) });

describe("stores", () => {
  it("keep all records, and leave the same as computed keys", () => {
    const kept = new Set<string>();
    const storeOf = (id: string) => (records: Record<string, unknown>, value: unknown) => {
      kept.add(id);
      records[id] = value;
    };
    const context = flow(Object.fromEntries(ids.map((id) => [id, storeOf(id)]))).runSync();
    expect([...kept].sort()).toEqual([...ids].sort());
    expect(JSON.stringify(context)).toBe(JSON.stringify(flow().runSync()));
    expect(context.payloads).toMatchObject({ both: 11, a: 5, b: 6 });
    expect(Object.keys(context.joins["both"] ?? {})).toEqual(["a", "b"]);
  });

  it("are a list in the order of the nodes, in which some may be missing", () => {
    const kept: string[] = [];
    const stores = ids.map((id, index) =>
      index === 1
        ? undefined
        : (to: Record<string, unknown>, value: unknown) => {
            kept.push(id);
            to[id] = value;
          },
    );
    expect(JSON.stringify(flow(stores).runSync())).toBe(JSON.stringify(flow().runSync()));
    expect([...new Set(kept)].sort()).toEqual(ids.filter((_, index) => index !== 1).sort());
    expect(JSON.stringify(flow(stores.slice(0, 3)).runSync())).toBe(JSON.stringify(flow().runSync()));
  });

  it("may exist for some nodes only, and take nothing from the prototype", () => {
    const some = { s: (records: Record<string, unknown>, value: unknown) => (records["s"] = value) };
    expect(JSON.stringify(flow(some).runSync())).toBe(JSON.stringify(flow().runSync()));
    const odd = defineFlow<Runnable>({
      name: "odd",
      entry: "toString",
      nodes: [{ id: "toString", call: () => 1 }],
      stores: {},
    });
    expect(odd.runSync().payloads).toEqual({ toString: 1 });
  });

  it("of unknown nodes are rejected in tables written by hand", () => {
    expect(() => checkFlow({ name: "f", entry: "s", nodes, stores: { other: () => undefined } })).toThrow(
      expect.objectContaining({ code: "define/unknown-node", message: expect.stringContaining("`other`") as string }),
    );
  });
});
