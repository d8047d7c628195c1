import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import type { ValuePlan } from "../../compiler/plan.js";
import { by, flow, fn, obj, reads, ref, router } from "./plan-builder.js";

/** A cycle whose first node reads what a later one returned. */
function cycleThatReads(inputs: ValuePlan): string {
  const plan = flow(
    "cycle",
    [
      fn("begin", { to: ["draft"] }),
      fn("draft", {
        to: ["polish"],
        inputs,
        reads: [reads("payload", ["polish"], by("polish", ["polish"], { always: false }))],
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
