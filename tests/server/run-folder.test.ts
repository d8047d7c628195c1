import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openRunFolder } from "../../src/server/run-folder.js";

const end = '{"n":2,"t":1,"type":"end"}\n';

function createRuns(names: readonly string[], content = end): { readonly project: string; readonly runs: string } {
  const project = mkdtempSync(path.join(tmpdir(), "flowc-folder-"));
  const runs = path.join(project, "node_modules/.cache/flowc/runs");
  mkdirSync(runs, { recursive: true });
  for (const name of names) writeFileSync(path.join(runs, name), content);
  return { project, runs };
}

const nameOf = (second: number): string => `20260101-0000${String(second).padStart(2, "0")}000-00000000000000aa.jsonl`;

test("the newest 50 runs are kept, and other files stay", () => {
  const { project, runs } = createRuns([...Array(60).keys()].map(nameOf).concat("notes.txt", "mine.jsonl"));
  const folder = openRunFolder(project);
  const { file } = folder.create("00000000000000bb");
  writeFileSync(file, end);
  const left = readdirSync(runs);
  expect(left).toHaveLength(52);
  expect(left).toEqual(expect.arrayContaining(["notes.txt", "mine.jsonl", nameOf(11), path.basename(file)]));
  expect(left).not.toContain(nameOf(10));
  expect(folder.list().map(({ flow }) => flow)).toEqual([
    "00000000000000bb",
    ...Array<string>(49).fill("00000000000000aa"),
  ]);
});

test.each([
  [end, "done"],
  ['{"n":2,"t":1,"type":"end","error":{}}\n', "failed"],
  ['{"n":1,"t":1,"type":"start"}\n', "cut off"],
  ['{"n":1,"t":1,"type":"end"', "cut off"],
  ["1\n", "cut off"],
])("the last line %s says that the run is %s", (content, status) => {
  const { project } = createRuns([nameOf(1)], content);
  expect(openRunFolder(project).list()).toMatchObject([{ status, startedAt: "2026-01-01T00:00:01.000Z" }]);
});

test("without installed packages runs are kept until the command ends", () => {
  const project = mkdtempSync(path.join(tmpdir(), "flowc-bare-"));
  mkdirSync(path.join(project, ".git"));
  const folder = openRunFolder(project);
  const { id, file } = folder.create("00000000000000bb");
  writeFileSync(file, end);
  expect(folder.list().map((run) => run.id)).toEqual([id]);
  folder.close();
  expect(folder.list()).toEqual([]);
});
