import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createFileNotes } from "../../src/check/types/file-notes.js";

const folder = mkdtempSync(path.join(tmpdir(), "flowc-notes-"));
const file = path.join(folder, "ops.ts");
const other = path.join(folder, "other.ts");

test("a file that has changed since TypeScript read it gives no notes", () => {
  writeFileSync(file, "\uFEFFnew");
  const notesOf = (seen: string): unknown => createFileNotes(() => seen)({ files: [file], missing: [] });
  expect(notesOf("new")).toMatchObject([{ what: "text", path: file }]);
  expect(notesOf("old")).toBeUndefined();
});

test("a file that has appeared since TypeScript looked for it gives no notes", () => {
  writeFileSync(file, "new");
  const notesOf = createFileNotes(() => undefined);
  expect(notesOf({ files: [], missing: [other] })).toEqual([{ what: "kind", path: other, found: "none", stamp: "" }]);
  expect(notesOf({ files: [], missing: [file] })).toBeUndefined();
});
