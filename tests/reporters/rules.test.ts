import { compareCodePoints } from "../../compiler/compare-code-points.js";
import { expect, test } from "vitest";
import { applyRules } from "../../src/project/apply-rules.js";
import { sortDiagnostics } from "../../src/project/sort-diagnostics.js";
import { finding, spanAt } from "./finding-at.js";

const text = "entry: a\n";
const warning = finding(spanAt(text, 0, 1), { severity: "warning", code: "flow/unknown-key" });
const error = finding(spanAt(text, 0, 1), { code: "flow/no-entry" });

test("a warning can be raised and switched off, an error stays an error", () => {
  expect(applyRules([warning], { "flow/unknown-key": "error" })).toEqual([{ ...warning, severity: "error" }]);
  expect(applyRules([warning], { "flow/unknown-key": "off" })).toEqual([]);
  expect(applyRules([warning, error], {})).toEqual([warning, error]);
  expect(applyRules([error], { "flow/no-entry": "off" })).toEqual([error]);
});

test("findings are in the order of file, place and code", () => {
  const at = (file: string, start: number, code: "flow/no-entry" | "flow/no-nodes") =>
    finding(spanAt(text, start, start + 1, file), { code });
  const sorted = [
    at("a/B.yaml", 5, "flow/no-entry"),
    at("a/b.yaml", 1, "flow/no-entry"),
    at("a/b.yaml", 1, "flow/no-nodes"),
    at("a/b.yaml", 3, "flow/no-entry"),
    at("a/\uffee.yaml", 0, "flow/no-entry"),
    at("a/\u{1f600}.yaml", 0, "flow/no-entry"),
  ];
  expect(sortDiagnostics([...sorted].reverse())).toEqual(sorted);
  expect(compareCodePoints("a", "ab")).toBeLessThan(0);
});
