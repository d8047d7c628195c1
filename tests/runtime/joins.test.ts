import type { RunOptions } from "@flowc/runtime";
import { describe, expect, it } from "vitest";
import { flow, listener, node, order, router, same } from "./flows.js";
import type { AnyFlow, Context } from "./flows.js";

describe("joins (SPEC 2, 5)", () => {
  it("wait for all, with parents in code-point order", () => {
    const ids = ["b", "ﬀ", "𝒜", "B"];
    const joins = ids.map((id) => [id]);
    const nodes = [node("s", same, ids), ...ids.map((id) => node(id, () => id, ["j"])), node("j", same, [], { joins })];
    const context = flow(nodes).runSync({});
    expect(Object.keys(context.payloads["j"] as object)).toEqual(["B", "b", "ﬀ", "𝒜"]);
    expect(Object.keys(context.joins["j"] ?? {})).toEqual(["B", "b", "ﬀ", "𝒜"]);
    expect(order(context)).toBe("s b ﬀ 𝒜 B j");
  });

  it("start whenever one of a single `|` group arrives, with the payload itself", () => {
    const nodes = [
      node("s", same, ["a", "b"]),
      node("a", () => "A", ["j"]),
      node("b", () => "B", ["j"]),
      node("j", same, [], { joins: [["a", "b"]], context: true }),
    ];
    const context = flow(nodes).runSync({});
    expect(order(context)).toBe("s a b j j");
    expect(context.payloads["j"]).toBe("B");
    expect(context.joins).toEqual({});
  });

  it("wait for one of a group and for the others", () => {
    const nodes = (decision: string) => [
      node("s", same, ["r", "d"]),
      router("r", () => decision, ["z", "c"]),
      node("z", () => "Z", ["j"]),
      node("c", () => "C", ["j"]),
      node("d", () => "D", ["j"]),
      node("j", same, [], { joins: [["c", "z"], ["d"]] }),
    ];
    expect(JSON.stringify(flow(nodes("z")).runSync({}).payloads["j"])).toBe('{"d":"D","z":"Z"}');
    expect(JSON.stringify(flow(nodes("c")).runSync({}).payloads["j"])).toBe('{"c":"C","d":"D"}');
  });

  it("keep arrivals of a parent first in, first out", () => {
    const seen: unknown[] = [];
    const visit = (_payload: unknown, _context: unknown, meta: { visit: number }): number => meta.visit;
    const nodes = [
      node("s", same, ["twice", "slow"]),
      router("twice", () => ["a", "a"], ["a"]),
      node("a", visit, ["j"]),
      node("slow", same, ["late"]),
      router("late", () => ["c", "c"], ["c"]),
      node("c", visit, ["j"]),
      node("j", (payload: unknown) => void seen.push(payload), [], { joins: [["a"], ["c"]] }),
    ];
    flow(nodes).runSync({});
    expect(seen).toEqual([
      { a: 1, c: 1 },
      { a: 2, c: 2 },
    ]);
  });

  it("accept undefined and null as arrivals", () => {
    const seen: unknown[] = [];
    const nodes = [
      node("s", () => undefined, ["a", "b"]),
      node("a", same, ["j"]),
      node("b", () => null, ["j"]),
      node("j", (payload: unknown) => void seen.push(payload), [], { joins: [["a"], ["b"]] }),
    ];
    flow(nodes).runSync({});
    expect(seen).toEqual([{ a: undefined, b: null }]);
  });

  it("show and report what still waits, which is not an error", async () => {
    const nodes = [
      router("r", () => "a", ["a", "b", "c"]),
      node("a", () => "A", ["j"]),
      node("b", same, ["j"]),
      node("c", same, ["j"]),
      node("j", same, [], { joins: [["a"], ["b", "c"]] }),
    ];
    const { events, onEvent } = listener();
    const context = await flow(nodes).run({}, 1, { onEvent });
    expect(context.joins).toEqual({ j: { a: "A" } });
    expect(events.slice(-2)).toEqual([
      { type: "waiting", nodeId: "j", arrived: ["a"], missing: [["b", "c"]] },
      { type: "end" },
    ]);
  });

  it("show the oldest of several waiting sets", () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "i" },
      node("i", same, ["a", "b"]),
      node("a", same, ["j"]),
      router("b", (n: number) => (n === 2 ? "c" : null), ["c"]),
      node("c", same, ["j"]),
      node("j", same, [], { joins: [["a"], ["c"]] }),
    ];
    expect(flow(nodes).runSync({}, [2, 3, 4]).joins).toEqual({ j: { a: 3 } });
  });

  it("show a join what it has gathered, even if more has arrived since", () => {
    const seen: unknown[] = [];
    const joined = (context: Context): unknown => ({ ...context.joins["j"] });
    const nodes = [
      { id: "l", kind: "loop" as const, body: "i" },
      node("i", same, ["a", "b"]),
      node("a", same, ["j"]),
      node("b", same, ["j"]),
      node("j", (payload: unknown) => void seen.push(payload), [], { joins: [["a"], ["b"]], inputs: joined }),
    ];
    flow(nodes).runSync({}, [1, 2, 3]);
    expect(seen).toEqual([
      { a: 1, b: 1 },
      { a: 2, b: 2 },
      { a: 3, b: 3 },
    ]);
  });

  it("let a node read the arrivals of a join that waits", () => {
    let seen: unknown;
    const nodes = [
      node("s", same, ["a", "b"]),
      node("a", () => "A", ["j"]),
      node("b", (_: unknown, context: Context) => void (seen = { ...context.joins["j"] }), ["j"], { context: true }),
      node("j", same, [], { joins: [["a"], ["b"]] }),
    ];
    flow(nodes).runSync({});
    expect(seen).toEqual({ a: "A" });
  });

  describe("joins that a run leaves before they start", () => {
    const boom = (): never => {
      throw new Error("boom");
    };
    const ended = (run: AnyFlow, context: Record<string, unknown>, options: RunOptions = {}): unknown => {
      expect(() => run.runSync(context, undefined, options)).toThrow();
      return context["joins"];
    };

    it("show what they have gathered", () => {
      const nodes = [
        node("s", same, ["a", "b", "f"]),
        node("a", () => "A", ["j"]),
        node("b", () => "B", ["j"]),
        node("f", boom),
        node("j", same, [], { joins: [["a"], ["b"]] }),
      ];
      expect(ended(flow(nodes), {})).toEqual({ j: { a: "A", b: "B" } });
      expect(ended(flow(nodes), { joins: { j: { a: "of an earlier run", b: "too" } } })).toEqual({
        j: { a: "A", b: "B" },
      });
    });

    it("show what they have gathered last", () => {
      const visit = (_payload: unknown, _context: unknown, meta: { visit: number }): number => meta.visit;
      const nodes = [
        node("s", same, ["l"]),
        router("l", (_: unknown, __: unknown, meta: { visit: number }) => (meta.visit < 3 ? ["l", "p"] : "p"), [
          "l",
          "p",
        ]),
        node("p", visit, ["a", "b", "f"]),
        node("a", same, ["j"]),
        node("b", same, ["j"]),
        node("f", (visit: number) => (visit === 2 ? boom() : visit)),
        node("j", same, [], { joins: [["a"], ["b"]] }),
      ];
      const cycles = [{ header: "l", members: ["l"] }];
      expect(ended(flow(nodes, { cycles }), {})).toEqual({ j: { a: 2, b: 2 } });
    });

    it("show what they have gathered if no step is left for them", () => {
      const nodes = [
        node("s", same, ["a", "b"]),
        node("a", () => "A", ["j"]),
        node("b", () => "B", ["j"]),
        node("j", same, [], { joins: [["a"], ["b"]] }),
      ];
      expect(ended(flow(nodes), {}, { maxSteps: 3 })).toEqual({ j: { a: "A", b: "B" } });
      expect(ended(flow(nodes, { concurrency: 2 }), {}, { maxSteps: 3 })).toEqual({ j: { a: "A", b: "B" } });
    });
  });
});
