import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import type { ValuePlan } from "../../compiler/plan.js";
import { by, flow, fn, list, obj, reads, ref, router, span } from "./plan-builder.js";

/** A cycle whose first node reads what a later one returned. */
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

test("a payload that would be its own type is what the callable takes", () => {
  expect(cycleThatReads(ref("payload", "polish"))).toContain("  draft: Input<typeof draft>;\n");
});

test("a member of an object is no circle, and stays typed", () => {
  const text = cycleThatReads(obj({ last: ref("payload", "polish") }));
  expect(text).toContain('  draft: Plain<{ last: Results["polish"] | undefined }>;\n');
});

test("a callable that the caller brings is no part of its own payload's type", () => {
  const found = ref("ctx", "tools", "call");
  const node = fn("only", {
    callable: { kind: "dynamic", expression: found, span },
    inputs: list(found, ref("ctx", "tools", "name")),
    reads: [reads("ctx", ["tools", "call"]), reads("ctx", ["tools", "name"])],
  });
  const text = emitModule(flow("tools", [node]), { path: "tools.flow.ts", importExtension: "js" }).text;
  expect(text).toContain('only: [unknown, At<ToolsStart, ["tools", "name"]>];');
});

test("a path that leads through a payload back to its own member is what the callable takes", () => {
  const inputs = obj({ last: ref("payload", "polish"), note: ref("payload", "polish", "last", "note") });
  const text = cycleThatReads(inputs, ["last", "note"]);
  expect(text).toContain('    note: At<Input<typeof draft>, ["note"]>;\n');
  expect(text).toContain('    last: Results["polish"] | undefined;\n');
});
