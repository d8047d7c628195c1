import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromConfig } from "../../src/library/index.js";
import { runCli, type CliResult } from "../cli/run-cli.js";
import { openCase, readExpected, type ExpectedFlow, type ExpectedRun } from "./read-case.js";

const names = readdirSync(path.resolve(import.meta.dirname, "../../fixtures/cases"))
  .filter((name) => !name.includes("."))
  .sort();

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly start: { readonly line: number; readonly column: number };
}

const spellFindings = ({ out }: CliResult): string[] =>
  (JSON.parse(out) as { findings: Finding[] }).findings.map(
    ({ severity, code, start }) => `${severity} ${code} ${start.line}:${start.column}`,
  );

describe.each(names)("%s", (name) => {
  const cwd = openCase(name);
  describe.each(readExpected(name))("%s", (file, expected) => {
    const check = (...options: string[]): Promise<CliResult> =>
      runCli(["check", file, "--format", "json", ...options], { cwd });

    test("check", async () => {
      const printed = await check();
      expect(spellFindings(printed), printed.out).toEqual(expected.check);
      expectSaid(printed.out, expected, expected.check_says);
    });
    if (expected.build !== undefined) {
      test("build", async () => {
        const printed = await check("--no-types");
        expect(spellFindings(printed), printed.out).toEqual(expected.build);
        expectSaid(printed.out, expected, expected.build_says);
      });
    }
    const { run, runs_at_once: count } = expected;
    if (run !== undefined) test("run", () => expectRun(file, cwd, run));
    if (count !== undefined) test("concurrent runs", () => expectQuietRuns(path.join(cwd, file), count));
  });
});

function expectSaid(json: string, expected: ExpectedFlow, said = ""): void {
  const text = JSON.stringify(JSON.parse(json));
  expect(text).toContain(JSON.stringify(said).slice(1, -1));
  if (expected.never_says !== undefined) expect(text).not.toContain(expected.never_says);
}

async function expectRun(file: string, cwd: string, expected: ExpectedRun): Promise<void> {
  const input = expected.input === undefined ? [] : ["--input", JSON.stringify(expected.input)];
  const interrupted = expected.abort_after === undefined ? {} : { signal: AbortSignal.timeout(expected.abort_after) };
  const { status, out, error } = await runCli(["run", file, ...input], { cwd, ...interrupted });
  expect(status, error).toBe(expected.status);
  expect(error).toContain(expected.stderr ?? "");
  if (expected.context !== undefined) expect(JSON.parse(out)).toMatchObject(expected.context);
}

const warnings: Error[] = [];
const keepWarning = (warning: Error): void => void warnings.push(warning);
beforeAll(() => void process.on("warning", keepWarning));
afterAll(() => void process.off("warning", keepWarning));

async function expectQuietRuns(file: string, count: number): Promise<void> {
  const flow = await fromConfig(file, { projectDir: path.dirname(file) });
  const { signal } = new AbortController();
  warnings.length = 0;
  await Promise.all(Array.from({ length: count }, () => flow.run({}, undefined, { signal })));
  // Node reports warnings in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
}
