import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import type * as flatText from "../../compiler/emit/print/flat-text.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { randomPlan } from "../emit/random-plan.js";
import { samplePlans } from "../emit/sample-plans.js";

/** The same compiler, but lines are never put together as text: each is laid out as a document. */
const laidOut = await (async () => {
  vi.resetModules();
  let lines = 0;
  vi.doMock("../../compiler/emit/print/flat-text.js", async (original) => {
    const layoutAsLine: (typeof flatText)["layoutAsLine"] = (_, { otherwise }) => {
      lines += 1;
      return otherwise();
    };
    return { ...(await original<typeof flatText>()), layoutAsLine };
  });
  const { emitModule: emit } = await import("../../compiler/emit/emit-module.js");
  return { emit, lines: () => lines };
})();

const options = { path: "flows/some.flow.ts", importExtension: "js" } as const;

function expectSame(plan: FlowPlan): void {
  const [quick, slow] = [emitModule(plan, options), laidOut.emit(plan, options)];
  expect(quick.text).toBe(slow.text);
  expect(quick.mappings).toEqual(slow.mappings);
}

test.each(Object.entries(samplePlans))("%s: a line that is put together is the one that is laid out", (_, plan) => {
  expectSame(plan());
});

test("lines that are put together are those that are laid out, in random plans", () => {
  fc.assert(
    fc.property(fc.gen(), (g) => expectSame(randomPlan(g))),
    { numRuns: 100 },
  );
  expect(laidOut.lines()).toBeGreaterThan(1000);
});
