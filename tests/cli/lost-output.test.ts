import { closeSync, existsSync, openSync, readFileSync, statSync } from "node:fs";
import { spawn } from "node:child_process";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { cliCommand } from "../cli-command.js";
import { createProject, resultOf, runCli, twoSteps } from "./run-cli.js";

const cwd = createProject({
  ...twoSteps,
  "flows/wrong.flow.yaml": "entry: first\nnodes:\n  first: { callable: ./ops.ts#frist }\n",
});
const hasFullDevice = existsSync("/dev/full");
const flow = "flows/two.flow.yaml";

/** Runs flowc with a standard stream that leads to a full disk. */
async function onFullDisk(args: readonly string[], stream: 1 | 2 = 1) {
  const full = openSync("/dev/full", "w");
  const stdio = ["ignore", stream === 1 ? full : "pipe", stream === 2 ? full : "pipe"] as const;
  const child = spawn(process.execPath, [...cliCommand(), ...args], { cwd, stdio: [...stdio] });
  closeSync(full);
  return resultOf(child);
}

describe.runIf(hasFullDevice)("output that cannot be written ends flowc with status 2 and one message", () => {
  const lost = "error: `stdout` cannot be written: the disk is full\n  = help: Free some space.\n";

  it.each([
    ["--version"],
    ["--help"],
    ["build", "--format", "json", flow],
    ["check", "--no-types", "--format", "json", flow],
    ["check", "--no-types", "--format", "github", "flows/wrong.flow.yaml"],
    ["run", flow, "--input", "1", "--quiet"],
    ["graph", flow],
    ["explain", "edge/left-arrow"],
    ["schema"],
  ])("%s %s %s %s", async (...args) => {
    const { status, error } = await onFullDisk(args);
    expect({ status, error }).toEqual({ status: 2, error: lost });
  });

  it.each([
    ["report", "lost.jsonl"],
    ["report", "--json", "lost.jsonl"],
  ])("%s %s", async (...args) => {
    await runCli(["run", flow, "--input", "1", "--trace", "lost.jsonl"], { cwd });
    const { status, error } = await onFullDisk(args);
    expect({ status, error }).toEqual({ status: 2, error: lost });
  });

  it.each([
    ["dev", "--port", "0"],
    ["check", "--watch", "--no-types", "--format", "json", flow],
  ])("%s %s goes on for ever otherwise", async (...args) => {
    const { status, error } = await onFullDisk(args);
    expect([status, error.slice(-lost.length)]).toEqual([2, lost]);
  });

  it("also if it is stderr, which nobody can read then", async () => {
    const { status, out } = await onFullDisk(["run", flow, "--input", "1"], 2);
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ payloads: { second: 4 } });
  });
});

/** A disk that is nearly full takes the first part of a text without an error. */
test.runIf(process.platform === "linux")("a file that takes only a part of the output is a failed write", async () => {
  const script = 'ulimit -f 1; trap "" XFSZ; exec "$@" > part.svg';
  const command = [process.execPath, ...cliCommand(), "graph", "--as", "svg", flow];
  const { status, error } = await resultOf(spawn("bash", ["-c", script, "bash", ...command], { cwd }));
  expect(status).toBe(2);
  expect(error).toContain("error: `stdout` cannot be written: ");
  expect(statSync(path.join(cwd, "part.svg")).size).toBe(1024);
});

describe.runIf(hasFullDevice)("a record that cannot be written", () => {
  it("is reported after the result of the run, and the status is 2", async () => {
    const args = ["run", flow, "--input", "1", "--quiet", "--trace", "/dev/full"];
    const { status, out, error } = await runCli(args, { cwd });
    expect(JSON.parse(out)).toMatchObject({ payloads: { second: 4 } });
    const message = "error: the trace is incomplete: `/dev/full` cannot be written: the disk is full\n";
    expect({ status, error }).toEqual({ status: 2, error: `${message}  = help: Free some space.\n` });
  });

  it("leaves the report of the run whole", async () => {
    const args = ["run", flow, "--input", "1", "--quiet", "--trace", "/dev/full", "--report", "whole.html"];
    const { status, error } = await runCli(args, { cwd });
    expect([status, error.split("\n")[0]]).toEqual([
      2,
      "error: the trace is incomplete: `/dev/full` cannot be written: the disk is full",
    ]);
    expect(readFileSync(path.join(cwd, "whole.html"), "utf8")).toContain("</html>");
  });
});
