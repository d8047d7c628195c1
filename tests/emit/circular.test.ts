import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { findCircularReads } from "../../compiler/emit/types/circular-reads.js";
import { createPlanIndex } from "../../compiler/emit/types/plan-index.js";
import type { FlowPlan, ValuePlan } from "../../compiler/plan.js";
import { by, ctx, flow, fn, list, obj, reads, ref, router, span } from "./plan-builder.js";

/** A cycle whose first node reads the result of a later one. */
function cycleThatReads(inputs: ValuePlan, path: readonly string[] = []): string {
  const plan = flow(
    "cycle",
    [
      fn("begin", { to: ["draft"] }),
      fn("draft", {
        to: ["polish"],
        inputs,
        reads: [[], path].map((below) =>
          reads("payload", ["polish", ...below], by("polish", ["polish"], { always: false })),
        ),
      }),
      fn("polish", { to: ["review"] }),
      router("review", { to: ["^draft", "publish"] }),
      fn("publish"),
    ],
    { cycles: [{ header: "draft", members: ["draft", "polish", "review"] }] },
  );
  return emitModule(plan, { path: "cycle.flow.ts", importExtension: "js" }).text;
}

test("a payload that would be its own type gets the type that the callable takes", () => {
  expect(cycleThatReads(ref("payload", "polish"))).toContain("  draft: Input<typeof draft>;\n");
});

test("a member of an object is not circular, and keeps its type", () => {
  const text = cycleThatReads(obj({ last: ref("payload", "polish") }));
  expect(text).toContain('  draft: Plain<{ last: Results["polish"] | undefined }>;\n');
});

test("a callable that the caller provides does not belong to its own payload's type", () => {
  const found = ref("ctx", "tools", "call");
  const node = fn("only", {
    callable: { kind: "dynamic", expression: found, span },
    inputs: list(found, ref("ctx", "tools", "name")),
    reads: [reads("ctx", ["tools", "call"]), reads("ctx", ["tools", "name"])],
  });
  const text = emitModule(flow("tools", [node]), { path: "tools.flow.ts", importExtension: "js" }).text;
  expect(text).toContain('only: [unknown, At<ToolsStart, ["tools", "name"]>];');
});

test("a path through a payload back to its own member gets the type that the callable takes", () => {
  const inputs = obj({ last: ref("payload", "polish"), note: ref("payload", "polish", "last", "note") });
  const text = cycleThatReads(inputs, ["last", "note"]);
  expect(text).toContain('    note: At<Input<typeof draft>, ["note"]>;\n');
  expect(text).toContain('    last: Results["polish"] | undefined;\n');
});

/** Names that become ambiguous if they are joined with spaces or quotes. */
const names = [
  ["a", "b", "c", "a b", "b c", "a b c"],
  ["x", "x x", "x x x", "x x x x", "P x", "M x x"],
  ["", " ", "  ", "   ", "    ", "     "],
  ['"', '","', '","",', ",", '""', '"\\"'],
  [":", "1:", ":1", "1:1", "1:11:1", "3:1:1"],
  ["\0", "\0\0", "\0\0\0", "/", "//", ">"],
];

/** A cycle of joins and plain nodes that read each other's members. `n0` and the like are ids and keys. */
function planOfNames(g: fc.GeneratorValue): FlowPlan {
  const ids = ["n0", "n1", "n2", "n3", "n4"];
  const pick = (): string => ids[g(fc.nat, ids.length - 1)] ?? "n0";
  const nodes = ids.map((id) => {
    const path = Array.from({ length: g(fc.nat, 2) }, pick);
    const source = pick();
    const isJoined = g(fc.boolean);
    const scope = isJoined ? "joins" : "payload";
    const value = ref(scope, source, ...path);
    const inputs = g(fc.boolean) ? obj({ [pick()]: value, n9: ctx("n0") }) : value;
    const arrival = Array.from({ length: 1 + g(fc.nat, 2) }, () => [pick()]);
    const read = reads(scope, [source, ...path], by(source, [source], { always: false }));
    return fn(id, { arrival, ...(g(fc.boolean) ? { inputs, reads: [read] } : {}) });
  });
  return flow("names", nodes, { cycles: [{ header: "n0", members: ids }] });
}

function circularOf(plan: FlowPlan): string[] {
  const found = findCircularReads({ plan, ...createPlanIndex(plan) });
  return [...found];
}

test("the names of nodes and keys do not affect which reads are circular", () => {
  let circular = 0;
  const chosenNames = fc.constantFrom(...names).chain((of) => fc.shuffledSubarray(of, { minLength: 6 }));
  const property = fc.property(fc.gen(), chosenNames, (g, chosen) => {
    const plan = planOfNames(g);
    const nameOf = new Map(["n0", "n1", "n2", "n3", "n4", "n9"].map((name, index) => [name, chosen[index] ?? name]));
    const rename = (value: unknown): unknown => {
      if (typeof value === "string") return nameOf.get(value) ?? value;
      if (Array.isArray(value)) return value.map(rename);
      if (typeof value !== "object" || value === null || value instanceof Uint32Array) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rename(inner)]));
    };
    const found = circularOf(plan);
    if (found.length > 0) circular += 1;
    const expected = found.map((key) => JSON.stringify(rename(JSON.parse(key))));
    expect(circularOf(rename(plan) as FlowPlan)).toEqual(expected);
  });
  fc.assert(property, { numRuns: 3_000 });
  expect(circular).toBeGreaterThan(200);
});
