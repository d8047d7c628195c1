import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type * as FileSystem from "node:fs";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createProject, runCli, twoSteps } from "../cli/run-cli.js";

const moduleFile = "flows/two.flow.ts";

/** The next call of this function of `node:fs` fails as the system would let it. */
const failing = vi.hoisted(() => ({ name: "", code: "" }));
vi.mock("node:fs", async (importOriginal) => {
  const original = await importOriginal<typeof FileSystem>();
  const guard =
    <Parameters extends unknown[], Result>(name: string, call: (...parameters: Parameters) => Result) =>
    (...parameters: Parameters): Result => {
      if (failing.name !== name) return call(...parameters);
      failing.name = "";
      throw Object.assign(new Error(`${failing.code}: ${name}`), { code: failing.code });
    };
  return {
    ...original,
    openSync: guard("openSync", original.openSync),
    fsyncSync: guard("fsyncSync", original.fsyncSync),
    renameSync: guard("renameSync", original.renameSync),
    mkdirSync: guard("mkdirSync", original.mkdirSync),
  };
});

const changed = `description: Changed.\n${twoSteps["flows/two.flow.yaml"]}`;

describe("a module that cannot be written leaves the disk as it was", () => {
  test.each([
    ["openSync", "EROFS", "the disk is read-only"],
    ["openSync", "EACCES", "you have no right to"],
    ["fsyncSync", "ENOSPC", "the disk is full"],
    ["fsyncSync", "EDQUOT", "your share of the disk is used up"],
    ["renameSync", "EPERM", "you have no right to"],
    ["renameSync", "EISDIR", "a folder of that name stands there"],
  ])("%s: %s", async (name, code, reason) => {
    const cwd = createProject({ ...twoSteps, "flows/a.flow.yaml": twoSteps["flows/two.flow.yaml"] });
    await runCli(["build"], { cwd });
    const files = readdirSync(path.join(cwd, "flows"));
    const before = readFileSync(path.join(cwd, moduleFile), "utf8");
    writeFileSync(path.join(cwd, "flows/two.flow.yaml"), changed);
    Object.assign(failing, { name, code });
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(2);
    expect(error.split("\n")[0]).toBe(`error: \`${moduleFile}\` cannot be written: ${reason}`);
    expect(error).toContain("No module was changed.");
    expect(readdirSync(path.join(cwd, "flows"))).toEqual(files);
    expect(readFileSync(path.join(cwd, moduleFile), "utf8")).toBe(before);
    expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0 });
  });

  test("a folder that cannot be made", async () => {
    const cwd = createProject(twoSteps);
    Object.assign(failing, { name: "mkdirSync", code: "EACCES" });
    const { status, error } = await runCli(["build", "--out-dir", "gen"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain("error: `gen/flows/two.flow.ts` cannot be written: you have no right to\n");
    expect(readdirSync(cwd)).not.toContain("gen");
  });
});

test.skipIf(process.platform !== "linux" || process.getuid?.() !== 0)("a disk that is really full", async (context) => {
  const cwd = createProject(twoSteps);
  const gen = path.join(cwd, "gen");
  mkdirSync(gen);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", gen], { stdio: "ignore" });
  } catch {
    return context.skip("no right to mount a small disk");
  }
  onTestFinished(() => void execFileSync("umount", [gen]));
  writeFileSync(path.join(gen, "padding"), "x".repeat(4096));
  const { status, error } = await runCli(["build", "--out-dir", "gen"], { cwd });
  expect(status).toBe(2);
  expect(error).toContain("the disk is full");
  expect(readdirSync(gen)).toEqual(["padding"]);
});

describe("a target that is taken", () => {
  test("by a folder", async () => {
    const cwd = createProject(twoSteps);
    mkdirSync(path.join(cwd, moduleFile));
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain(`error: \`${moduleFile}\` cannot be written: a folder of that name stands there\n`);
  });

  test("by a file where a folder is needed", async () => {
    const cwd = createProject({ ...twoSteps, gen: "a file" });
    const { status, error } = await runCli(["build", "--out-dir", "gen"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain("a part of its path is a file, not a folder\n");
    expect(readFileSync(path.join(cwd, "gen"), "utf8")).toBe("a file");
  });

  test("by the module of another flow", async () => {
    const cwd = createProject({
      ...twoSteps,
      "flows/two.flow.json": '{"entry":"a","nodes":{"a":{"callable":"./ops.ts#first"}}}',
    });
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain(
      "error: `flows/two.flow.json` and `flows/two.flow.yaml` would both be written to `flows/two.flow.ts`\n",
    );
    rmSync(path.join(cwd, "flows/two.flow.json"));
    expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0 });
  });
});
