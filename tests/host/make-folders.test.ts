import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { makeFolders, removeFolders } from "../../src/base/make-folders.js";

const root = mkdtempSync(path.join(tmpdir(), "flowc-folders-"));

test("creates what is missing, and says what that is", () => {
  const folder = path.join(root, "a", "b");
  expect(makeFolders(folder)).toEqual([path.join(root, "a"), folder]);
  expect(makeFolders(folder)).toEqual([]);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test("folders that were made can be removed, unless something is in them", () => {
  const made = makeFolders(path.join(root, "c", "d", "e"));
  writeFileSync(path.join(root, "c", "kept"), "");
  removeFolders(made);
  expect(readdirSync(path.join(root, "c"))).toEqual(["kept"]);
});

test("fails at a file, and leaves nothing", () => {
  writeFileSync(path.join(root, "file"), "");
  expect(() => makeFolders(path.join(root, "file", "f", "g"))).toThrow(/EEXIST|ENOTDIR/);
  expect(statSync(path.join(root, "file")).isFile()).toBe(true);
});

test.skipIf(process.platform !== "linux")("fails below a folder of the system in which nothing can be made", () => {
  expect(() => makeFolders("/proc/none/a")).toThrow(/ENOENT|EACCES|EPERM/);
});
