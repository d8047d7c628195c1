import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { describe, expect, it, test, vi } from "vitest";
import { packageVersion } from "../../src/base/package-folder.js";
import { createProject, resultOf, spawnCli, twoSteps } from "./run-cli.js";

const cwd = createProject({
  ...twoSteps,
  "flows/slow.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./slow.ts#slow }\n",
  "flows/slow.ts": `export const slow = () => new Promise((resolve) => setTimeout(resolve, 60_000));
export const spin = () => { for (;;); };
export const late = () => {
  process.on("exit", () => { const end = Date.now() + 5_000; while (Date.now() < end); });
  return new Promise(() => setInterval(() => {}, 1000));
};
export const count = async (n: number) => n;
export const again = (): "count" | "end" => "count";
export const told = (input: unknown) => ({ input, names: Object.keys(process.env) });
`,
  "flows/spin.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./slow.ts#spin }\n",
  "flows/late.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./slow.ts#late }\n",
  "flows/booked.flow.yaml": `entry: book
nodes:
  book: { callable: ./booked.ts#book, undo: ./booked.ts#cancel }
  pay: { callable: ./booked.ts#pay }
edges: [book >> pay]
`,
  "flows/booked.ts": `import { setTimeout as after } from "node:timers/promises";
export const book = (n: number) => n;
export const cancel = async () => { await after(300); console.log("cancelled"); };
export const pay = async (n: number, _: undefined, { signal }: { signal: AbortSignal }) => {
  console.log("paying");
  if (n === 0) await new Promise(() => setInterval(() => {}, 1000));
  await after(900);
  return signal.aborted;
};
`,
  "flows/again.flow.yaml": `entry: count
nodes:
  count: { callable: ./slow.ts#count }
  again: { type: RoutingNode, callable: ./slow.ts#again }
  end: { callable: ./slow.ts#count }
edges: [count >> again, again >> (count | end)]
max_steps: 1000000000
`,
  "flows/told.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./slow.ts#told }\n",
  "flows/loud.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./loud.ts#loud }\n",
  "flows/loud.ts": 'export function loud() { setInterval(() => {}, 1000); return "x".repeat(500_000); }\n',
});

test("the version and the help come from the process", async () => {
  expect(await resultOf(spawnCli(["--version"], cwd))).toMatchObject({
    status: 0,
    out: `${packageVersion()}\n`,
    error: "",
  });
  expect(await resultOf(spawnCli(["biuld"], cwd))).toMatchObject({ status: 2, out: "" });
});

test("a reader that goes away ends it quietly", async () => {
  const child = spawnCli(["run", "flows/loud.flow.yaml"], cwd);
  child.stdout?.destroy();
  const { status, error } = await resultOf(child);
  expect({ status, error }).toEqual({ status: 0, error: "start    only\nsuccess  only\n" });
});

test("a large context arrives whole, although a callable left a timer behind", async () => {
  const { status, out } = await resultOf(spawnCli(["run", "flows/loud.flow.yaml"], cwd));
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ payloads: { only: "x".repeat(500_000) } });
});

test("Ctrl-C aborts a run, whose status is 130, and leaves its context", async () => {
  const child = spawnCli(["run", "flows/slow.flow.yaml"], cwd);
  const result = resultOf(child);
  if (child.stderr) await once(child.stderr, "data");
  child.kill("SIGINT");
  const { status, out, error } = await result;
  expect({ status, error }).toEqual({ status: 130, error: "start    only\ninterrupted\n" });
  expect(JSON.parse(out)).toMatchObject({ steps: [{ node_id: "only", status: "start" }] });
});

describe("Ctrl-C of a flow with undo (SPEC 11)", () => {
  const paying = async (input: string) => {
    const child = spawnCli(["run", "flows/booked.flow.yaml", "--input", input], cwd);
    const result = resultOf(child);
    let text = "";
    child.stderr?.on("data", (data: Buffer) => (text += data.toString()));
    await vi.waitFor(() => expect(text).toContain("paying"), 30_000);
    child.kill("SIGINT");
    return { child, result };
  };

  it("waits for what is running, and undoes, however long that takes", async () => {
    const { result } = await paying("1");
    const { status, out, error } = await result;
    expect(status).toBe(130);
    expect(error).toContain(
      "interrupted: waiting for what is running, then undoing what was done; interrupt again to end",
    );
    expect(error.trimEnd().split("\n").slice(-3)).toEqual(["cancelled", "undone   book", "interrupted"]);
    expect(JSON.parse(out)).toMatchObject({ payloads: { book: 1, pay: true } });
  });

  it("ends at once when it comes again", async () => {
    const { child, result } = await paying("0");
    await after(1200);
    child.kill("SIGINT");
    const { status, error } = await result;
    expect(status).toBe(130);
    expect(error).not.toContain("cancelled");
  });
});

test.each(["SIGINT", "SIGTERM"] as const)("the record of a run says that %s ended it", async (signal) => {
  const args = ["run", "flows/slow.flow.yaml", "--trace", `${signal}.jsonl`];
  const child = spawnCli(args, cwd);
  const result = resultOf(child);
  if (child.stderr) await once(child.stderr, "data");
  child.kill(signal);
  expect(await result).toMatchObject({ status: 130 });
  const lines = readFileSync(path.join(cwd, `${signal}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");
  const error = { $: "error", name: "AbortError", message: `interrupted by ${signal}` };
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ type: "end", error, cut: [["only", 1]] });
});

test("an interrupted run says so once, also if its process takes long to end", async () => {
  const child = spawnCli(["run", "flows/late.flow.yaml"], cwd);
  const result = resultOf(child);
  if (child.stderr) await once(child.stderr, "data");
  child.kill("SIGINT");
  const { status, error } = await result;
  expect({ status, error }).toEqual({ status: 130, error: "start    only\ninterrupted\n" });
});

/** `tests/supervision` holds that it takes a second at most. */
describe("an interrupt ends a run whose thread is blocked, with status 130 (SPEC 11)", () => {
  /**
   * Starts a run and waits until it has begun. Its process group is like that of a terminal: all of it gets the signal.
   */
  const started = async (name: string) => {
    const child = spawnCli(["run", `flows/${name}.flow.yaml`], cwd, {}, { detached: true });
    const result = resultOf(child);
    if (child.stderr) await once(child.stderr, "data");
    const group = -(child.pid ?? 0);
    return { child, result, group };
  };

  it.each<[string, NodeJS.Signals, string]>([
    ["spin", "SIGINT", "group"],
    ["spin", "SIGTERM", "process"],
    ["again", "SIGINT", "group"],
    ["again", "SIGINT", "process"],
  ])("%s, by %s to its %s", async (name, signal, to) => {
    const { child, result, group } = await started(name);
    process.kill(to === "group" ? group : (child.pid ?? 0), signal);
    const { status, error } = await result;
    expect(status).toBe(130);
    expect(error.endsWith("interrupted\n")).toBe(true);
    await vi.waitFor(() => expect(() => process.kill(group, 0)).toThrow("ESRCH"), 30_000);
  });

  it("and so does a second one, at once", async () => {
    const { result, group } = await started("spin");
    process.kill(group, "SIGINT");
    await after(50);
    process.kill(group, "SIGINT");
    expect(await result).toMatchObject({ status: 130 });
  });
});

test("a run reads standard input, and its callables do not notice the supervising process", async () => {
  const child = spawnCli(["run", "flows/told.flow.yaml", "--input", "-"], cwd);
  child.stdin?.end("[1]");
  const { status, out } = await resultOf(child);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ payloads: { only: { input: [1] } } });
  expect(out).not.toContain("FLOWC_SUPERVISED");
});
