import { expect, test } from "vitest";
import { createReport } from "../../compiler/diagnostics/report.js";
import { spanIn } from "./finding-at.js";

const span = spanIn("entry: a", "a");
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index}`);

test("a type error names three of many writers, and how many others there are", () => {
  const message = (count: number): string | undefined => {
    const report = createReport();
    const params = { callable: "a", takes: "1", subject: "`$ctx.x`", given: "2", from: names(count), closest: [] };
    report.add({ code: "types/payload", params, span });
    return report.diagnostics[0]?.message;
  };
  expect(message(0)).toBe("`a` takes `1`; `$ctx.x` is `2`");
  expect(message(1)).toBe("`a` takes `1`; `$ctx.x` is `2` (from `n0`)");
  expect(message(4)).toBe("`a` takes `1`; `$ctx.x` is `2` (from `n0`, `n1`, `n2`, `n3`)");
  expect(message(40)).toBe("`a` takes `1`; `$ctx.x` is `2` (from `n0`, `n1`, `n2` and 37 others)");
});

test("a long list of nodes is cut", () => {
  const message = (count: number): string | undefined => {
    const report = createReport();
    report.add({ code: "cycle/no-exit", params: { header: "n0", members: names(count) }, span });
    return report.diagnostics[0]?.message;
  };
  expect(message(2)).toBe("the cycle of `n0` and `n1` never ends: no router can leave it");
  expect(message(13)).toContain("`n11` and `n12` never ends");
  expect(message(400)).toBe(
    "the cycle of `n0`, `n1`, `n2`, `n3`, `n4`, `n5`, `n6`, `n7`, `n8`, `n9`, `n10`, `n11` and 388 others never ends: no router can leave it",
  );
});
