import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchPackages } from "../../src/build/watch/watch-packages.js";
import { createProject } from "../cli/run-cli.js";

const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 150));

test("where it is not known what a round read, packages that come and go count, and no other files", async () => {
  const project = createProject({ "package.json": "{}", "app/log.txt": "", "app/readme.md": "" });
  const folder = path.join(project, "app");
  let changes = 0;
  const packages = watchPackages(folder, () => (changes += 1));
  onTestFinished(packages.close);
  packages.follow(undefined);
  const changesOf = async (change: () => void): Promise<boolean> => {
    await pause();
    changes = 0;
    change();
    await pause();
    return changes > 0;
  };
  const write = (name: string): void => writeFileSync(path.join(project, name), "changed");
  // A program that logs, an editor's swap file, the output of other tools.
  expect(await changesOf(() => write("app/log.txt"))).toBe(false);
  expect(await changesOf(() => write("app/new.txt"))).toBe(false);
  expect(await changesOf(() => write("out.jsonl"))).toBe(false);
  expect(await changesOf(() => rmSync(path.join(folder, "readme.md")))).toBe(false);
  expect(await changesOf(() => mkdirSync(path.join(folder, "node_modules")))).toBe(true);
  expect(await changesOf(() => mkdirSync(path.join(folder, "node_modules/left")))).toBe(true);
  expect(await changesOf(() => mkdirSync(path.join(folder, "node_modules/.cache")))).toBe(false);
  expect(await changesOf(() => mkdirSync(path.join(project, "node_modules/right"), { recursive: true }))).toBe(true);
  expect(await changesOf(() => rmSync(path.join(folder, "node_modules"), { recursive: true }))).toBe(true);
});
