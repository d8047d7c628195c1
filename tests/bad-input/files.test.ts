import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli, twoSteps, type CliResult } from "../cli/run-cli.js";

const flowFile = "flows/two.flow.yaml";
const moduleFile = "flows/two.flow.ts";
const good = twoSteps[flowFile];
const longAgo = new Date("2001-02-03T04:05:06Z");

interface Built extends CliResult {
  /** `error[code] line:column` of each finding, or the message of a usage error. */
  readonly errors: readonly string[];
}

/** Builds a valid flow, lets `spoil` damage the project, builds again, and checks that the old module is unchanged. */
async function buildSpoilt(spoil: (project: string) => void, args: readonly string[] = []): Promise<Built> {
  const cwd = createProject(twoSteps);
  expect((await runCli(["build"], { cwd })).status).toBe(0);
  const module = path.join(cwd, moduleFile);
  utimesSync(module, longAgo, longAgo);
  const before = readFileSync(module, "utf8");
  spoil(cwd);
  const result = await runCli(["build", ...args], { cwd });
  expect(readFileSync(module, "utf8")).toBe(before);
  expect(statSync(module).mtime).toEqual(longAgo);
  expect(result.error + result.out).not.toMatch(/^\s+at .*:\d+:\d+/mu);
  return { ...result, errors: errorsOf(result.error) };
}

function errorsOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const finding = /^error\[([^\]]+)\]/u.exec(line)?.[1];
    if (finding === undefined) return line.startsWith("error: ") ? [line] : [];
    return [`${finding} ${/:(\d+:\d+)$/u.exec(lines[index + 1] ?? "")?.[1] ?? "nowhere"}`];
  });
}

const write = (text: string | Uint8Array) => (project: string) => {
  writeFileSync(path.join(project, flowFile), text);
};
const replaceFlow = (make: (file: string) => void) => (project: string) => {
  const file = path.join(project, flowFile);
  rmSync(file);
  make(file);
};

describe("a file that is not a flow", () => {
  const bomb = ["a", "b", "c", "d", "e", "f", "g"].map((id, index, ids) => {
    const item = index === 0 ? "x" : `*${ids[index - 1]}`;
    return `${id}: &${id} [${Array<string>(9).fill(item).join(", ")}]`;
  });
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", "base64");
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ["empty", "", "yaml/empty 1:1"],
    ["blanks", "\n \n", "yaml/empty 1:1"],
    ["a comment", "# nothing\n", "yaml/empty 1:1"],
    ["null", "null\n", "flow/wrong-kind 1:1"],
    ["binary", Uint8Array.from({ length: 256 }, (_, index) => index), "yaml/not-text 1:1"],
    ["an image", png, "yaml/not-text 1:1"],
    ["a page of HTML", "<!DOCTYPE html>\n<html><body>404</body></html>\n", "flow/wrong-kind 1:1"],
    ["a list", "- a\n- b\n", "flow/wrong-kind 1:1"],
    ["a number", "42", "flow/wrong-kind 1:1"],
    ["a bomb of aliases", bomb.join("\n"), "yaml/alias-bomb 5:8"],
    ["two documents", `${good}---\n${good}`, "yaml/second-document 7:1"],
    ["Latin-1", Buffer.from(`name: caf\u00e9\n${good}`, "latin1"), "yaml/not-text 1:10"],
    ["UTF-16", Buffer.from(`\ufeff${good}`, "utf16le"), "yaml/not-text 1:1"],
    ["an unknown alias", `name: *nobody\n${good}`, "yaml/unknown-alias 1:7"],
    ["a merge conflict", `<<<<<<< HEAD\n${good}=======\n${good}>>>>>>> other\n`, "yaml/syntax 1:1"],
    ["TypeScript", "export const a = 1;\n", "flow/wrong-kind 1:1"],
  ];

  test.each(cases)("%s", async (_name, text, error) => {
    const built = await buildSpoilt(write(text));
    expect(built).toMatchObject({ status: 1, errors: [error] });
  });
});

describe("a text that is unusual but valid", () => {
  test.each([
    ["with CRLF", good.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\ufeff${good}`],
    ["with a line of 200,000 characters", `${good}# ${"x".repeat(200_000)}\n`],
  ])("%s gives the same module", async (_name, text) => {
    expect(await buildSpoilt(write(text))).toMatchObject({ status: 0, error: "1 module up to date\n" });
  });
});

describe("sizes", () => {
  const padding = (bytes: number): string => `# ${"x".repeat(98)}\n`.repeat(Math.ceil(bytes / 101));

  test("10 MB are rejected, slightly less is accepted", async () => {
    const tooMuch = await buildSpoilt(write(good + padding(11_000_000)));
    expect(tooMuch).toMatchObject({ status: 1, errors: ["yaml/too-large 1:1"] });
    expect(await buildSpoilt(write(good + padding(9_000_000)))).toMatchObject({ status: 0 });
  });

  test.each([
    ["[", "]"],
    ["{ a: ", " }"],
  ])("10,000 times %s", async (open, close) => {
    const deep = `describe: ${open.repeat(10_000)}1${close.repeat(10_000)}\n`;
    const built = await buildSpoilt(
      write(
        good.replace(
          "nodes:\n  first: { callable: ./ops.ts#first }",
          `nodes:\n  first:\n    callable: ./ops.ts#first\n    ${deep}`,
        ),
      ),
    );
    expect(built.status).toBe(1);
    expect(built.errors).toHaveLength(1);
    expect(built.errors[0]).toMatch(/^yaml\/too-deep 5:/u);
  });

  test("a deep edge", async () => {
    const edge = `${"(".repeat(5000)}second${")".repeat(5000)}`;
    const built = await buildSpoilt(write(good.replace(">> second", `>> ${edge}`)));
    expect(built.errors.length).toBeLessThanOrEqual(1);
    expect(built.status).toBe(built.errors.length);
  });

  test("an edge of 3000 nodes in one line, and 3000 nodes", async () => {
    const ids = Array.from({ length: 3000 }, (_, index) => `n${index}`);
    const text = `entry: n0\nnodes:\n${ids.map((id) => `  ${id}: { callable: ./ops.ts#any }\n`).join("")}edges:\n  - ${ids.join(" >> ")}\n`;
    const cwd = createProject({ "a.flow.yaml": text, "ops.ts": "export const any = (x: unknown): unknown => x;\n" });
    expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0, error: "written a.flow.ts\n" });
  });
});

describe("things that are not files", () => {
  test("a broken link", async () => {
    const spoil = replaceFlow((file) => symlinkSync("nowhere", file));
    const built = await buildSpoilt(spoil, [flowFile]);
    const message = `error: \`${flowFile}\` is a link to \`nowhere\`, and that does not exist`;
    expect(built).toMatchObject({ status: 2, errors: [message] });
  });

  test("a link that leads to itself", async () => {
    const built = await buildSpoilt(
      replaceFlow((file) => symlinkSync(path.basename(file), file)),
      [flowFile],
    );
    expect(built.status).toBe(2);
    expect(built.errors).toHaveLength(1);
  });

  test.skipIf(process.platform === "win32")("a pipe", async () => {
    const makePipe = replaceFlow((file) => execFileSync("mkfifo", [file]));
    const built = await buildSpoilt(makePipe, [flowFile]);
    expect(built).toMatchObject({ status: 2, errors: [`error: \`${flowFile}\` cannot be read: it is no file`] });
    expect((await buildSpoilt(makePipe)).errors).toEqual(["error: the project has no flow"]);
  });

  test.skipIf(process.platform === "win32")("a pipe where the module should be", async () => {
    const cwd = createProject(twoSteps);
    execFileSync("mkfifo", [path.join(cwd, moduleFile)]);
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(2);
    expect(errorsOf(error)).toEqual([`error: \`${moduleFile}\` is not replaced: flowc did not generate it`]);
  });

  test.skipIf(process.platform !== "linux")("a file that cannot be read", async () => {
    const built = await buildSpoilt(
      replaceFlow((file) => symlinkSync("/proc/self/mem", file)),
      [flowFile],
    );
    const message = `error: \`${flowFile}\` cannot be read: the system reports a fault of the disk`;
    expect(built).toMatchObject({ status: 2, errors: [message] });
  });

  test("a folder", async () => {
    const built = await buildSpoilt(
      replaceFlow((file) => mkdirSync(file)),
      [flowFile],
    );
    expect(built).toMatchObject({ status: 2, errors: [`error: \`${flowFile}\` has no flow below it`] });
  });
});
