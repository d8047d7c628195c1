import path from "node:path";
import { expect, test } from "vitest";
import { createNodeHost } from "../../src/host/node-host.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { temporaryProject } from "./temporary-project.js";

const flow = (callable: string): string => `entry: a\nnodes:\n  a: { callable: "${callable}" }\n`;

test("unsaved texts are read instead of the files on disk", () => {
  const projectDir = temporaryProject({ "ops.ts": "export function saved() {}\n", "package.json": "{}" });
  const texts = new Map<string, string>();
  const host = createNodeHost({ projectDir, overlays: (file) => texts.get(file) });
  const codes = (callable: string): string[] => {
    const { diagnostics } = planFlow({ path: "a.flow.yaml", text: flow(callable) }, host);
    return diagnostics.map(({ code }) => code);
  };
  const put = (file: string, text: string | undefined): void => {
    if (text === undefined) texts.delete(path.join(projectDir, file));
    else texts.set(path.join(projectDir, file), text);
    host.forget();
  };
  expect(codes("./ops.ts#typed")).toEqual(["callable/missing-export"]);
  put("ops.ts", "export function typed() {}\n");
  expect(codes("./ops.ts#typed")).toEqual([]);
  expect(codes("./ops.ts#saved")).toEqual(["callable/missing-export"]);
  put("new.ts", "export * from './ops.js';\n");
  expect(codes("./new.ts#typed")).toEqual([]);
  put("ops.ts", undefined);
  expect(codes("./new.ts#typed")).toEqual(["callable/missing-export"]);
  expect(codes("./new.ts#saved")).toEqual([]);
  put("new.ts", undefined);
  expect(codes("./new.ts#saved")).toEqual(["callable/missing-module"]);
});

test("results from an unsaved text are not stored as if they came from the disk", () => {
  const projectDir = temporaryProject({ "ops.ts": "export function saved() {}\n", "package.json": "{}" });
  const host = createNodeHost({ projectDir, overlays: () => "export function typed() {}\n" });
  const { notes } = host.gather(() => planFlow({ path: "a.flow.yaml", text: flow("./ops.ts#typed") }, host));
  const text = notes.find(({ what, path: file }) => what === "text" && file.endsWith("ops.ts"));
  const onDisk = createNodeHost({ projectDir });
  const saved = onDisk.gather(() => planFlow({ path: "a.flow.yaml", text: flow("./ops.ts#saved") }, onDisk)).notes;
  expect(text?.stamp).toBe("");
  expect(text?.found).not.toBe(saved.find(({ path: file }) => file.endsWith("ops.ts"))?.found);
});
