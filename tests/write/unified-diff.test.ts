import { applyPatch } from "diff";
import fc from "fast-check";
import { expect, it } from "vitest";
import { unifiedDiff } from "../../src/cli/unified-diff.js";

it("shows the lines that change, with three around them", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  expect(unifiedDiff({ path: "flows/a.flow.ts", before, after: before.replace("5", "five") })).toBe(
    [
      "--- a/flows/a.flow.ts",
      "+++ b/flows/a.flow.ts",
      "@@ -2,7 +2,7 @@",
      " 2",
      " 3",
      " 4",
      "-5",
      "+five",
      " 6",
      " 7",
      " 8",
      "",
    ].join("\n"),
  );
});

it("shows a file that is added and one that is removed", () => {
  expect(unifiedDiff({ path: "a.ts", before: undefined, after: "1\n" })).toBe(
    "--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,1 @@\n+1\n",
  );
  expect(unifiedDiff({ path: "a.ts", before: "1\n", after: undefined })).toBe(
    "--- a/a.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-1\n",
  );
});

it("is empty if nothing changes", () => {
  expect(unifiedDiff({ path: "a.ts", before: "1\n", after: "1\n" })).toBe("");
});

it("turns one text into the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "")).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      if (before !== after) expect(applyPatch(before, unifiedDiff({ path: "a.ts", before, after }))).toBe(after);
    }),
  );
});
