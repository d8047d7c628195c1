import { describe, expect, it } from "vitest";
import { checkFlow, type Meta, route } from "@flowc/runtime";
import { after, errorOf, flow, loop, node, order, router, same } from "./flows.js";

type Visit = { readonly visit: number };

describe("cycles (SPEC 2)", () => {
  it("start their header again, alone, even if it is a join", () => {
    const seen: unknown[] = [];
    const nodes = [
      node("s", same, ["a", "b"]),
      node("a", () => "A", ["draft"]),
      node("b", () => "B", ["draft"]),
      node("draft", (payload: unknown) => void seen.push(payload), ["review"], { joins: [["a"], ["b"]] }),
      router(
        "review",
        (_: unknown, __: unknown, { visit }: Visit) => (visit < 3 ? route("draft", { payload: visit }) : "publish"),
        ["draft", "publish"],
      ),
      node("publish", same),
    ];
    const context = flow(nodes, { cycles: [{ header: "draft", members: ["draft", "review"] }] }).runSync({});
    expect(seen).toEqual([{ a: "A", b: "B" }, 1, 2]);
    expect(order(context)).toBe("s a b draft review draft review draft review publish");
    expect(context.payloads["publish"]).toBe(2);
  });

  /** Each pass fans out over `x` and `y`, which arrives only sometimes. The join must not mix passes. */
  const passes = (seen: unknown[]) => [
    node("h", same, ["x", "y", "r"]),
    node("x", same, ["j"]),
    router("y", (n: number) => (n % 2 === 0 ? "z" : null), ["z"]),
    node("z", same, ["j"]),
    node("j", (payload: unknown) => void seen.push(payload), [], { joins: [["x"], ["z"]] }),
    router("r", (n: number) => (n < 4 ? route("h", { payload: n + 1 }) : null), ["h"]),
  ];

  it.each([1, 2, Infinity])("combine a single pass in the joins inside, at concurrency %d", async (concurrency) => {
    const seen: unknown[] = [];
    const cycles = [{ header: "h", members: ["h", "r", "x", "y", "z", "j"] }];
    await flow(passes(seen), { cycles }).run({}, 0, { concurrency });
    expect(seen).toEqual([
      { x: 0, z: 0 },
      { x: 2, z: 2 },
      { x: 4, z: 4 },
    ]);
  });

  it("are left by edges that lead out: a join after the cycle combines several passes", () => {
    const seen: unknown[] = [];
    const nodes = [
      node("h", same, ["a", "r"]),
      node("a", same, ["j"]),
      router("r", (n: number) => (n < 2 ? route("h", { payload: n + 1 }) : "b"), ["h", "b"]),
      node("b", () => "B", ["j"]),
      node("j", (payload: unknown) => void seen.push(payload), [], { joins: [["a"], ["b"]] }),
    ];
    flow(nodes, { cycles: [{ header: "h", members: ["h", "r"] }] }).runSync({}, 0);
    expect(seen).toEqual([{ a: 0, b: "B" }]);
  });

  it("nest: an edge may leave both cycles, or begin a new pass of the outer one", () => {
    const seen: unknown[] = [];
    const nodes = [
      node("s", same, ["out", "other"]),
      node("other", () => "O", ["end"]),
      node("out", same, ["in", "side"]),
      node("side", (_: unknown, __: unknown, { visit }: Visit) => `side${visit}`, ["j"]),
      node("in", same, ["r"]),
      router("r", (_: unknown, __: unknown, { visit }: Visit) => (visit === 2 || visit === 5 ? "t" : "in"), [
        "in",
        "t",
      ]),
      node("t", (_: unknown, __: unknown, { visit }: Visit) => `t${visit}`, ["j"]),
      router(
        "j",
        (payload: unknown, _: unknown, { visit }: Visit) => (seen.push(payload), visit === 1 ? "out" : "end"),
        ["out", "end"],
        { joins: [["side"], ["t"]] },
      ),
      node("end", same, [], { joins: [["j"], ["other"]] }),
    ];
    const cycles = [
      { header: "out", members: ["out", "in", "r", "t", "side", "j"] },
      { header: "in", members: ["in", "r"] },
    ];
    const context = flow(nodes, { cycles }).runSync({}, 0);
    expect(seen).toEqual([
      { side: "side1", t: "t1" },
      { side: "side2", t: "t2" },
    ]);
    expect(context.payloads["end"]).toEqual({ j: { side: "side2", t: "t2" }, other: "O" });
  });

  /** Three nested cycles. Each has two passes per pass of the one around it, and joins what each pass started. */
  const threeDeep = [
    node("a", (n: number) => n + 1, ["b", "x"]),
    node("x", (n: number) => `x${n}`, ["ra"]),
    node("b", same, ["c", "y"]),
    node("y", (n: number) => `y${n}`, ["rb"]),
    node("c", same, ["rc"]),
    router("rc", (_: unknown, __: unknown, { visit }: Visit) => (visit % 2 === 1 ? "c" : "d"), ["c", "d"]),
    node("d", same, ["rb"]),
    router(
      "rb",
      (_: unknown, __: unknown, { visit }: Visit) => (visit % 2 === 1 ? route("b", { payload: 7 }) : "e"),
      ["b", "e"],
      {
        joins: [["d"], ["y"]],
      },
    ),
    node("e", same, ["ra"]),
    router(
      "ra",
      (_: unknown, __: unknown, { visit }: Visit) => (visit === 1 ? route("a", { payload: 1 }) : "end"),
      ["a", "end"],
      {
        joins: [["e"], ["x"]],
      },
    ),
    node("end", same),
  ];
  const inner = { header: "c", members: ["c", "rc"] };
  it.each([
    [
      "named by their headers",
      [
        { header: "a", members: ["a", "x", "b", "e", "ra"] },
        { header: "b", members: ["b", "y", "c", "d", "rb"] },
        inner,
      ],
    ],
    [
      "named by their headers, the innermost first",
      [inner, { header: "b", members: ["y", "c", "d", "rb"] }, { header: "a", members: ["x", "b", "e", "ra"] }],
    ],
    [
      "with all of their members",
      [
        { header: "b", members: ["b", "y", "c", "rc", "d", "rb"] },
        { header: "a", members: ["a", "x", "b", "y", "c", "rc", "d", "rb", "e", "ra"] },
        inner,
      ],
    ],
  ])("nest three deep, %s", (_, cycles) => {
    const spec = { name: "deep", entry: "a", nodes: threeDeep, cycles };
    expect(() => checkFlow(spec)).not.toThrow();
    const context = flow(threeDeep, { cycles }).runSync({}, 0);
    expect(order(context)).toBe(
      "a b x c y rc c rc d rb b c y rc c rc d rb e ra a b x c y rc c rc d rb b c y rc c rc d rb e ra end",
    );
    expect(context.payloads["end"]).toEqual({ e: { d: 7, y: "y7" }, x: "x2" });
  });

  it("may contain a loop, whose items belong to the pass", async () => {
    const seen: unknown[] = [];
    const nodes = [
      node("h", (n: number) => [n, n + 1], ["l"]),
      { id: "l", kind: "loop" as const, body: "i", done: "d", collect: "j" },
      node("i", same, ["a", "b"]),
      node("a", async (n: number) => (await after(n % 2), n), ["j"]),
      node("b", same, ["j"]),
      node("j", (both: { a: number; b: number }) => both.a + both.b, [], { joins: [["a"], ["b"]] }),
      router(
        "d",
        (sums: number[]) => (seen.push(sums), sums[0] === 4 ? null : route("h", { payload: sums[0] === 0 ? 1 : 2 })),
        ["h"],
      ),
    ];
    const cycles = [{ header: "h", members: ["h", "l", "d"] }];
    await flow(nodes, { cycles }).run({}, 0, { concurrency: Infinity });
    expect(seen).toEqual([
      [0, 2],
      [2, 4],
      [4, 6],
    ]);
  });

  it("may be in a loop's body, and contain the loop's own nodes", () => {
    const seen: unknown[] = [];
    const nodes = [
      { id: "l", kind: "loop" as const, body: "b", done: "d", collect: "e" },
      node("b", (n: number) => n + 1, ["r"]),
      router("r", (n: number) => (n < 3 ? "b" : "e"), ["b", "e"]),
      node("e", (n: number, _: unknown, meta: Meta) => [...meta.index, n]),
      router("d", (all: unknown[]) => (seen.push(all), seen.length < 2 ? route("l", { payload: [5] }) : null), ["l"]),
    ];
    const cycles = [
      { header: "b", members: ["b", "r"] },
      { header: "l", members: ["l", "d"] },
    ];
    flow(nodes, { cycles }).runSync({}, [0, 2]);
    expect(seen).toEqual([
      [
        [0, 3],
        [1, 3],
      ],
      [[0, 6]],
    ]);
  });

  it("may be a router's edge to itself", () => {
    const nodes = [
      router("r", (n: number) => (n > 0 ? route("r", { payload: n - 1 }) : "e"), ["r", "e"]),
      node("e", same),
    ];
    expect(order(flow(nodes, { cycles: [{ header: "r", members: ["r"] }] }).runSync({}, 3))).toBe("r r r r e");
  });
});

describe("cycles that never end (SPEC 7)", () => {
  const endless = (more: Parameters<typeof flow>[1] = {}) =>
    flow([node("h", same, ["r"], { at: "3:3" }), router("r", () => "h", ["h"])], {
      cycles: [{ header: "h", members: ["h", "r"] }],
      ...more,
    });
  const bound = {
    code: "run/endless-cycle",
    nodeId: "h",
    message:
      "The cycle of `h` has been passed 100,000 times: set `max_steps` in the flow, or the option `maxSteps` of the run, " +
      "if that many are meant",
  };
  const startsOf = ({ steps }: { readonly steps: readonly { readonly status: string }[] }) =>
    steps.filter(({ status }) => status === "start").length;

  it.each([1, 2])("end after 100,000 passes, at concurrency %d", async (concurrency) => {
    const context = {} as Parameters<typeof startsOf>[0];
    expect(await errorOf(() => endless().run(context as {}, 1, { concurrency }))).toMatchObject(bound);
    expect(startsOf(context)).toBe(200_000);
    expect(context).toMatchObject({
      failed_node_id: "h",
      failed_exception_type: "FlowError",
      errors: [{ node_id: "h", exception: "FlowError" }],
    });
    expect(context.steps.at(-1)).toMatchObject({ node_id: "h", status: "failed" });
  });

  it("end under any policy, and if a goto leads back", async () => {
    expect(await errorOf(() => endless({ policy: { onError: "continue" } }).run({}, 1))).toMatchObject(bound);
    const fail = (): never => {
      throw new Error("no");
    };
    const nodes = [node("h", same, ["b"]), node("b", fail, [], { policy: { onError: { goto: "h" } } })];
    const back = flow(nodes, { cycles: [{ header: "h", members: ["h", "b"] }] });
    const context = {};
    expect(await errorOf(() => back.run(context, 1, { steps: "off" }))).toMatchObject(bound);
    expect(context).toMatchObject({ failed_node_id: "h" });
  });

  it("count the passes of one entry, regardless of the branches that they take", async () => {
    const twice = flow([node("h", same, ["r", "q"]), router("r", () => "h", ["h"]), router("q", () => "h", ["h"])], {
      cycles: [{ header: "h", members: ["h", "r", "q"] }],
    });
    expect(await errorOf(() => twice.run({}, 1, { steps: "off" }))).toMatchObject({ code: "run/endless-cycle" });
    // 3 passes per item, and as many for the inner cycle.
    const nodes = [
      loop("l", "h"),
      node("h", same, ["r"]),
      router("r", (n: number) => (n < 2 ? route("h", { payload: n + 1 }) : null), ["h"]),
    ];
    const items = Array.from({ length: 60_000 }, () => 0);
    const many = flow(nodes, { cycles: [{ header: "h", members: ["h", "r"] }] });
    expect(startsOf(await many.run({}, items))).toBe(60_001 + 6 * 60_000 - 1);
  });

  it("continue if the flow or the run states how many steps are allowed", async () => {
    const stated = { code: "run/max-steps" };
    expect(await errorOf(() => endless({ maxSteps: 300_000 }).run({}, 1, { steps: "off" }))).toMatchObject(stated);
    expect(await errorOf(() => endless().run({}, 1, { steps: "off", maxSteps: 250_000 }))).toMatchObject(stated);
  });
});
