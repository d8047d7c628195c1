import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import type * as FileSystem from "node:fs";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createProject, resultOf, runCli, spawnCli, twoSteps } from "../cli/run-cli.js";

const moduleFile = "flows/two.flow.ts";

/** Makes the next call of this function of `node:fs` fail with a system error. */
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
    closeSync: (descriptor: number): void => {
      original.closeSync(descriptor);
      guard("closeSync", () => undefined)();
    },
    writeFileSync: guard("writeFileSync", original.writeFileSync),
    renameSync: guard("renameSync", original.renameSync),
    mkdirSync: guard("mkdirSync", original.mkdirSync),
  };
});

const changed = `description: Changed.\n${twoSteps["flows/two.flow.yaml"]}`;

describe("a module that cannot be written leaves the disk as it was", () => {
  test.each([
    ["openSync", "EROFS", "the disk is read-only"],
    ["openSync", "EACCES", "you have no right to"],
    ["writeFileSync", "ENOSPC", "the disk is full"],
    ["closeSync", "EDQUOT", "your share of the disk is used up"],
    ["renameSync", "EPERM", "you have no right to"],
    ["renameSync", "EISDIR", "a folder of that name is there"],
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
    expect(error).toContain(`error: \`${moduleFile}\` cannot be written: a folder of that name is there\n`);
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

describe("a file that flowc did not generate", () => {
  const project = (): string => createProject({ ...twoSteps, [moduleFile]: "export const mine = 1;\n" });

  test("is replaced only with --force", async () => {
    const cwd = project();
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain("or replace it with `flowc build --force`");
    expect(readFileSync(path.join(cwd, moduleFile), "utf8")).toBe("export const mine = 1;\n");
    expect(await runCli(["build", "--force"], { cwd })).toMatchObject({ status: 0, error: `written ${moduleFile}\n` });
    expect(await runCli(["build", "--check"], { cwd })).toMatchObject({ status: 0 });
  });

  test("is stale for --check, which shows its content", async () => {
    const { status, out } = await runCli(["build", "--check"], { cwd: project() });
    expect(status).toBe(1);
    expect(out).toContain("-export const mine = 1;\n");
  });
});

describe("a link out of the project", () => {
  const outside = (): string => createProject({});

  test.each([
    ["a folder", "gen", ["--out-dir", "gen"], "gen/flows/two.flow.ts"],
    ["a folder of a folder", "gen/flows", ["--out-dir", "gen"], "gen/flows/two.flow.ts"],
  ])("as %s: nothing is written there without --force", async (_, link, options, file) => {
    const cwd = createProject(twoSteps);
    const target = outside();
    const before = readdirSync(target);
    mkdirSync(path.dirname(path.join(cwd, link)), { recursive: true });
    symlinkSync(target, path.join(cwd, link));
    const { status, error } = await runCli(["build", ...options], { cwd });
    expect(status).toBe(2);
    expect(error).toContain(`error: \`${file}\` is not written: a link leads it out of the project, to \``);
    expect(readdirSync(target)).toEqual(before);
    expect(await runCli(["build", ...options, "--force"], { cwd })).toMatchObject({ status: 0 });
    expect(readdirSync(target)).not.toEqual(before);
  });

  test("as the module itself", async () => {
    const cwd = createProject(twoSteps);
    const target = path.join(outside(), "theirs.ts");
    writeFileSync(target, "// @generated by flowc from elsewhere\n");
    symlinkSync(target, path.join(cwd, moduleFile));
    expect(await runCli(["build"], { cwd })).toMatchObject({ status: 2 });
    expect(readFileSync(target, "utf8")).toBe("// @generated by flowc from elsewhere\n");
  });

  test("is none if it leads to another place in the project, or if the project itself is reached by a link", async () => {
    const cwd = createProject({ ...twoSteps, "real/.keep": "" });
    symlinkSync(path.join(cwd, "real"), path.join(cwd, "gen"));
    const link = path.join(outside(), "link");
    symlinkSync(cwd, link);
    expect(await runCli(["build", "--out-dir", "gen"], { cwd: link })).toMatchObject({ status: 0 });
    expect(readdirSync(path.join(cwd, "real"))).toContain("flows");
  });
});

const many = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`flows/f${index}.flow.yaml`, twoSteps["flows/two.flow.yaml"]]),
);

test("two concurrent builds give the same as one", { timeout: 60_000 }, async () => {
  const files = { "node_modules/.keep": "", ...twoSteps, ...many };
  const cwd = createProject(files);
  const results = await Promise.all([1, 2, 3].map(() => resultOf(spawnCli(["build"], cwd))));
  expect(results.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(await runCli(["build", "--check"], { cwd })).toMatchObject({ status: 0, error: "41 modules up to date\n" });
  expect(readdirSync(path.join(cwd, "flows")).filter((file) => file.endsWith(".tmp"))).toEqual([]);
});

/** The environment of a process that kills itself at the n-th call of a function of `node:fs`. */
function killedAt(name: string, count: number): Record<string, string> {
  const script = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const original = fs.${name};
    let calls = 0;
    fs.${name} = (...parameters) => {
      if (String(parameters[0]).includes(".tmp") && ++calls === ${count}) process.kill(process.pid, "SIGKILL");
      return original(...parameters);
    };
    syncBuiltinESMExports();`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

test.each(["openSync", "renameSync"])(
  "a build that is killed leaves no module half written: %s",
  async (step) => {
    const cwd = createProject({ "node_modules/.keep": "", ...twoSteps, ...many });
    await runCli(["build"], { cwd });
    const flows = path.join(cwd, "flows");
    const texts = (): string[] =>
      readdirSync(flows)
        .filter((file) => file.endsWith(".flow.ts"))
        .map((file) => readFileSync(path.join(flows, file), "utf8"));
    const before = texts();
    for (const file of Object.keys(many)) writeFileSync(path.join(cwd, file), changed);
    const isWriting = (): boolean => readdirSync(flows).some((file) => file.endsWith(".tmp"));
    expect((await resultOf(spawnCli(["build"], cwd, killedAt(step, 20)))).signal).toBe("SIGKILL");
    expect(isWriting()).toBe(true);
    const after = texts();
    expect(after).toHaveLength(before.length);
    for (const text of after) expect(text).toMatch(/\nexport default \w+;\n$/u);
    // The next build succeeds, and removes what the killed one left some time ago.
    for (const file of readdirSync(flows).filter((name) => name.endsWith(".tmp"))) {
      utimesSync(path.join(flows, file), new Date(0), new Date(0));
    }
    expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0 });
    expect(texts().filter((text) => text.includes("Changed."))).toHaveLength(40);
    expect(isWriting()).toBe(false);
  },
  120_000,
);
