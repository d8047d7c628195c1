import { describe, expect, test } from "vitest";
import { contextJson } from "../../src/cli/run/context-json.js";
import { createProject, resultOf, runCli, spawnCli, twoSteps } from "./run-cli.js";

const flow = (callable: string): string => `entry: only\nnodes:\n  only: { callable: "${callable}" }\n`;

const project = {
  ...twoSteps,
  "flows/boom.flow.yaml": flow("./more.ts#boom"),
  "flows/odd.flow.yaml": flow("./more.ts#odd"),
  "flows/slow.flow.yaml": flow("./more.ts#slow"),
  "flows/stray.flow.yaml": flow("./more.ts#stray"),
  "flows/broken.flow.yaml": flow("./broken.ts#run"),
  "flows/text.flow.yaml": flow("./more.ts#throwText"),
  "flows/checked.flow.yaml": `input: ./more.ts#picky\n${flow("./more.ts#odd")}`,
  "flows/nothing.flow.yaml": flow("./more.ts#throwNothing"),
  "flows/getter.flow.yaml": flow("./more.ts#throwGetter"),
  "flows/revoked.flow.yaml": flow("./more.ts#throwRevoked"),
  "flows/typo.flow.yaml": "entry: ony\nnodes:\n  only: { callable: ./more.ts#boom }\n",
  "flows/broken.ts": 'import "./more.js";\nexport function run() {}\nthrow new Error("broken at import");\n',
  "flows/more.ts": `import { first } from "./ops.js";
enum Kind { A = 1 }
export function boom(input: number): number {
  throw new RangeError("too big: " + first(input).value + Kind.A, { cause: new Error("the cause") });
}
export function odd(): unknown {
  console.log("printed by a callable");
  const value: Record<string, unknown> = { run: () => 1, big: 10n, list: [Symbol("s"), NaN], at: new Date(0) };
  value["self"] = value;
  return value;
}
export async function slow(_: unknown, __: unknown, { signal }: { signal: AbortSignal }): Promise<void> {
  await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
export async function stray(): Promise<void> {
  setTimeout(() => { throw new Error("nobody waits for this"); }, 5);
  await new Promise((resolve) => setTimeout(resolve, 30_000).unref());
}
export const picky = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: () => ({ issues: [{ message: "must be a text", path: ["id"], inner: { deep: "internals" } }] }),
  },
};
export function throwText(): void {
  throw "just text";
}
export async function throwNothing(): Promise<void> {
  await Promise.reject();
}
export function throwGetter(): void {
  throw Object.defineProperty(new TypeError("x"), "message", { get() { throw new Error("a getter"); } });
}
export function throwRevoked(): void {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
}
`,
};

const cwd = createProject(project);

describe("a run", () => {
  test("prints what happens to stderr and the context to stdout", async () => {
    const { status, out, error } = await runCli(["run", "flows/two.flow.yaml", "--input", "1"], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ payloads: { first: { value: 2 }, second: 4 } });
    expect(error).toBe("start    first\nsuccess  first\nstart    second\nsuccess  second\n");
  });

  test("prints nothing with --quiet", async () => {
    const { status, error } = await runCli(["run", "flows/two.flow.yaml", "--input", "1", "--quiet"], { cwd });
    expect({ status, error }).toEqual({ status: 0, error: "" });
  });

  test("takes its input and context as JSON, from files and from the standard input", async () => {
    const files = createProject({ ...project, "input.json": "\uFEFF41", "context.json": '{ "kept": [1] }' });
    const fromFile = ["run", "flows/two.flow.yaml", "--input", "@input.json", "--context", "@context.json", "--quiet"];
    expect(JSON.parse((await runCli(fromFile, { cwd: files })).out)).toMatchObject({
      kept: [1],
      payloads: { second: 84 },
    });
    const fromInput = ["run", "flows/two.flow.yaml", "--input", "-", "--quiet"];
    expect(JSON.parse((await runCli(fromInput, { cwd: files, stdin: "4\n" })).out)).toMatchObject({
      payloads: { second: 10 },
    });
  });

  test.each([
    [["--input", "{a: 1}"], "error: `--input` is no JSON"],
    [["--input", "@nowhere.json"], "error: `nowhere.json` cannot be read"],
    [["--context", "[1]"], "error: `--context` must be an object"],
    [["--context", "-", "--input", "-"], "error: `--context -` and `--input -` both ask for the standard input"],
  ])("refuses %j", async (args, message) => {
    const { status, out, error } = await runCli(["run", "flows/two.flow.yaml", ...args], { cwd, stdin: "" });
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(error).toContain(message);
  });

  test("refuses a folder", async () => {
    const { status, error } = await runCli(["run", "flows"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain("error: `flows` is a folder");
  });

  test("of a flow with errors does not start", async () => {
    const { status, out, error } = await runCli(["run", "flows/typo.flow.yaml"], { cwd });
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(error).toContain("error[flow/unknown-entry]");
  });
});

// A separate process maps the stacks of TypeScript; vitest maps them in its own way.
const inProcess = (args: readonly string[]) => resultOf(spawnCli(args, cwd));

describe("a run that fails", () => {
  test("reports the node, its place and the user's own frames, and prints the context", async () => {
    const { status, out, error } = await inProcess(["run", "flows/boom.flow.yaml", "--input", "5"]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ failed_node_id: "only", failed_exception_type: "RangeError" });
    expect(error.split("\n")).toEqual([
      "start    only",
      "failed   only: RangeError: too big: 61",
      "error: the node `only` failed: RangeError: too big: 61",
      "  --> flows/boom.flow.yaml:3:3",
      "    at boom (flows/more.ts:4:9)",
      "  caused by: Error: the cause",
      "    at boom (flows/more.ts:4:76)",
      "",
    ]);
  });

  test("while it imports a module reports that it did not start", async () => {
    const { status, out, error } = await inProcess(["run", "flows/broken.flow.yaml"]);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(error).toContain(
      "error: the flow `broken` did not start: Error: broken at import\n    at <anonymous> (flows/broken.ts:3:7)",
    );
  });

  test("because its input does not fit its schema says what is wrong, once", async () => {
    const { status, error } = await runCli(["run", "flows/checked.flow.yaml", "--quiet", "--input", "{}"], { cwd });
    expect(status).toBe(1);
    expect(error).toBe(
      "error: the run of `checked` failed: FlowError [run/invalid-input]: The input of flow `checked` does not fit its schema: `id`: must be a text\n",
    );
  });

  test("with something that is not an error shows it", async () => {
    const { status, error } = await runCli(["run", "flows/text.flow.yaml", "--quiet"], { cwd });
    expect(status).toBe(1);
    expect(error).toContain("error: the node `only` failed: 'just text' was thrown\n  --> flows/text.flow.yaml:3:3\n");
  });

  test.each([
    ["nothing", { failed_exception_type: "undefined", failed_message: "undefined" }, "undefined was thrown"],
    ["getter", { failed_exception_type: "TypeError", failed_message: "[object Error]" }, "was thrown"],
    ["revoked", { failed_exception_type: "object", failed_message: "" }, "<Revoked Proxy> was thrown"],
  ])("with something unreadable shows as much as it can: %s", async (name, record, shown) => {
    const { status, out, error } = await runCli(["run", `flows/${name}.flow.yaml`], { cwd });
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ failed_node_id: "only", ...record });
    expect(error).toContain("error: the node `only` failed: ");
    expect(error).toContain(shown);
  });

  test("in the background names no node", async () => {
    const { status, error } = await inProcess(["run", "flows/stray.flow.yaml", "--quiet"]);
    expect(status).toBe(1);
    expect(error).toContain("error: the run of `stray` failed: Error: nobody waits for this\n");
    expect(error).toContain("(flows/more.ts:16:28)");
  });
});

test("an interrupted run ends with status 130", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error("interrupted")), 300);
  const { status, error } = await runCli(["run", "flows/slow.flow.yaml"], { cwd, signal: abort.signal });
  expect(status).toBe(130);
  expect(error.endsWith("interrupted\n")).toBe(true);
});

test("what JSON cannot represent is left out and reported", async () => {
  const { status, out, error } = await runCli(["run", "flows/odd.flow.yaml"], { cwd });
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    payloads: { only: { big: "10", list: [null, null], at: "1970-01-01T00:00:00.000Z" } },
  });
  expect(error).toContain(
    [
      "not in the JSON of the context as it is:",
      "  `payloads.only.run`: a function",
      "  `payloads.only.big`: a big integer, written as text",
      "  `payloads.only.list[0]`: a symbol",
      "  `payloads.only.list[1]`: NaN, written as null",
      "  `payloads.only.self`: an object that holds itself",
    ].join("\n"),
  );
});

test("a context of odd objects never throws", () => {
  const throws = Object.defineProperty({}, "bad", {
    enumerable: true,
    get: () => {
      throw new Error("no");
    },
  });
  const shared = { x: 1 };
  const { text, leftOut } = contextJson({
    throws,
    map: new Map([[1, 2]]),
    error: new TypeError("t"),
    a: shared,
    b: shared,
  });
  expect(JSON.parse(text)).toEqual({ map: {}, error: { name: "TypeError", message: "t" }, a: { x: 1 }, b: { x: 1 } });
  expect(leftOut).toEqual(["`throws`: cannot be read: no", "`map`: a Map, which JSON cannot represent"]);
});
