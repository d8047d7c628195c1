import { spawn, spawnSync } from "node:child_process";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createProgress } from "../../src/base/progress.js";
import { createLiveRows } from "../../src/cli/live-rows.js";
import { cliCommand } from "../cli-command.js";
import { createProject, resultOf, spawnCli, twoSteps } from "./run-cli.js";

describe("live rows", () => {
  const open = (columns: number, rows = 24) => {
    const written: string[] = [];
    const stream = { columns, rows, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
    return { written, line: createLiveRows(stream) };
  };

  test("are removed once, before other output", () => {
    const { written, line } = open(80);
    const print = line.wrap((text) => written.push(text));
    line.show("1 of 2");
    line.show("2 of 2");
    print("");
    print("done\n");
    print("really\n");
    line.show("");
    expect(written).toEqual(["\r\u001b[K1 of 2", "\r\u001b[K2 of 2", "\r\u001b[K", "done\n", "really\n"]);
  });

  test("do not wrap", () => {
    const { written, line } = open(10);
    line.show("compiling: 1 of 2 flows");
    expect(written).toEqual(["\r\u001b[Kcompiling"]);
  });

  test("are replaced together, whatever their number", () => {
    const { written, line } = open(80);
    line.show("a\nb\nc");
    line.show("d");
    line.show("");
    expect(written).toEqual(["\r\u001b[Ka\nb\nc", "\u001b[2A\r\u001b[Jd", "\r\u001b[K"]);
  });

  test("do not scroll: the last ones are shown", () => {
    const { written, line } = open(80, 3);
    line.show("a\nb\nc\nd");
    expect(written).toEqual(["\r\u001b[Kc\nd"]);
  });

  test("wait until other output is at the end of a line", () => {
    const { written, line } = open(80);
    const print = line.wrap<string | Uint8Array>((data) => written.push(String(data)));
    print("half a ");
    line.show("rows");
    print(Buffer.from("line\n"));
    line.show("rows");
    expect(written).toEqual(["half a ", "line\n", "\r\u001b[Krows"]);
  });
});

describe("progress", () => {
  test("is shown after a tenth of a second, and updated no more often than that", async () => {
    const shown: string[] = [];
    const now = vi.spyOn(performance, "now").mockReturnValue(0);
    onTestFinished(() => now.mockRestore());
    const progress = createProgress({ live: (text) => shown.push(text), signal: new AbortController().signal }, true);
    for (const [done, time] of [0, 99, 100, 150, 199, 200].entries()) {
      now.mockReturnValue(time);
      await progress.step("compiling", done, 6);
    }
    expect(shown).toEqual(["compiling: 2 of 6 flows", "compiling: 5 of 6 flows"]);
  });

  test("ends when the user stops the command", async () => {
    const abort = new AbortController();
    const progress = createProgress({ signal: abort.signal }, false);
    await progress.step("compiling", 0, 1);
    abort.abort({ signal: "SIGINT" });
    await expect(progress.step("compiling", 1, 1)).rejects.toEqual({ signal: "SIGINT" });
  });
});

const count = 120;
const flows = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [`flows/f${index}.flow.yaml`, twoSteps["flows/two.flow.yaml"]]),
);
const faulty = { "flows/zz.flow.yaml": "entry: nope\nnodes:\n  a: { callable: ./ops.ts#first }\n" };

/** What a terminal finally shows: a carriage return with an erased line starts that line anew. */
function shownIn(output: string): string[] {
  return output
    .split(/\r*\n/u)
    .map((line) => line.slice(line.lastIndexOf("\r\u001b[K") + 1).replace(/^\u001b?\[K/u, ""));
}

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

// In CI a missing program is a failure, not a reason to skip.
describe.skipIf(!hasScript && process.env["CI"] === undefined)("in a pseudo terminal", () => {
  function start(args: string, cwd: string): ReturnType<typeof spawn> {
    const command = `${[process.execPath, ...cliCommand()].join(" ")} ${args}`;
    const env = { ...process.env, CI: undefined, TERM: "xterm", NO_COLOR: "1" };
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd, env });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  }

  test.each([
    ["check --no-types", "checking", 1],
    ["check", "checking", 1],
    ["build", "compiling", 1],
    ["build --no-cache --check", "compiling", 1],
  ])("%s shows its progress, and nothing of that is left", async (args, stage, status) => {
    const cwd = createProject({ ...twoSteps, ...flows, ...faulty });
    const { out, status: given } = await resultOf(start(args, cwd));
    expect(given).toBe(status);
    expect(out).toMatch(new RegExp(`\\r\\u001b\\[K${stage}: \\d+ of ${count + 2} flows`, "u"));
    const shown = shownIn(out);
    expect(shown.filter((line) => /\d of \d/u.test(line) || line.includes("\u001b"))).toEqual([]);
    expect(shown.find((line) => line.startsWith("error["))).toBeDefined();
    expect(shown.at(-2)).toMatch(/ \d+ flows (?:\(\d+\.\d s\)|in \d+\.\d s)$/u);
  });

  test.each(["build", "check"])("Ctrl-C ends %s, and nothing is left of the line", async (args) => {
    const cwd = createProject({ ...twoSteps, ...flows });
    const child = start(args, cwd);
    let isStopped = false;
    child.stdout?.on("data", (chunk: Buffer) => {
      if (isStopped || !chunk.toString().includes(`of ${count + 1} flows`)) return;
      isStopped = true;
      child.stdin?.write("\u0003");
    });
    const { out, status } = await resultOf(child);
    expect(status).toBe(130);
    const shown = shownIn(out.replace("^C", ""));
    expect(shown.filter((line) => line !== "")).toEqual(["interrupted"]);
  });

  test("formats for programs have no live line and no time", async () => {
    const cwd = createProject({ ...twoSteps, ...flows });
    const { out } = await resultOf(start("check --no-types --format json", cwd));
    expect(JSON.parse(out)).toMatchObject({ summary: { flows: count + 1 } });
  });
});

test.each([
  ["in CI", {}],
  ["with the environment of a terminal", { CI: "", TERM: "xterm" }],
])("without a terminal, there is only the summary: %s", async (_, environment) => {
  const cwd = createProject({ ...twoSteps, ...flows });
  const { out, error } = await resultOf(spawnCli(["check", "--no-types"], cwd, environment));
  expect(out).toBe("");
  expect(error).toMatch(/^nothing found in 121 flows \(\d+\.\d s\)\n$/u);
});
