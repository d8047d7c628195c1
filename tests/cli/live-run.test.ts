import { spawn, spawnSync } from "node:child_process";
import { describe, expect, onTestFinished, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import type { FlowEvent } from "../../runtime/index.js";
import { createActivity } from "../../src/cli/run/activity.js";
import { activityRows } from "../../src/cli/run/activity-rows.js";
import { durationText } from "../../src/cli/run/duration.js";
import { createPalette } from "../../src/report/palette.js";
import { cliCommand } from "../cli-command.js";
import { openHost } from "../open-host.js";
import { createProject, resultOf, twoSteps } from "./run-cli.js";

const palette = createPalette(false, "warning");

function planOf(text: string): FlowPlan {
  const { plan, diagnostics } = planFlow({ path: "a.flow.yaml", text }, openHost);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

const plan = planOf(`entry: start
nodes:
  start: { callable: ./ops.ts#start }
  each: { type: LoopNode, body_route: work }
  work: { callable: ./ops.ts#work }
  slow: { callable: ./ops.ts#slow }
  both: { callable: ./ops.ts#both }
edges:
  - start >> (each | slow)
  - each >> work
  - (start & slow) >> both
`);

/** The rows after some events, each with the time at which it happens. */
function rowsAfter(events: readonly (readonly [time: number, event: FlowEvent])[], now: number, width = 80): string[] {
  const activity = createActivity(plan);
  for (const [time, event] of events) activity.hear(event, time);
  return activityRows(activity.nodes(now), { now, width, palette });
}

const start = (nodeId: string, visit = 1, index: number[] = []): FlowEvent => {
  return { type: "start", nodeId, visit, index, input: 1, from: [] };
};
const success = (nodeId: string, visit = 1, index: number[] = []): FlowEvent => {
  return { type: "success", nodeId, visit, index, result: 1 };
};
const error = new RangeError("too big\nby far");

describe("the rows of a run", () => {
  test("say what runs, for how long, and what has ended; a loop's body is indented", () => {
    const events = [
      [0, start("start")],
      [12, success("start")],
      [12, start("each")],
      [13, success("each")],
      [13, start("slow")],
      [20, start("work", 1, [0])],
      [220, success("work", 1, [0])],
      [220, start("work", 2, [1])],
    ] as const;
    expect(rowsAfter(events, 1520)).toEqual([
      "✓ start      12 ms",
      "✓ each       1.5 s",
      "…   work ×2  1.3 s",
      "… slow       1.5 s",
    ]);
  });

  test("count down to the next attempt, then show it running", () => {
    const events = [
      [0, start("slow")],
      [100, { type: "retry", nodeId: "slow", visit: 1, index: [], attempt: 1, delay: 5000, error }],
    ] as const;
    expect(rowsAfter(events, 900)).toEqual(["↻ slow  900 ms  attempt 2 in 4.2 s: RangeError: too big"]);
    expect(rowsAfter(events, 5100)).toEqual(["… slow  5.1 s"]);
  });

  test("say what failed, and what became of it", () => {
    const failed = (nodeId: string, visit: number, handled?: "continue" | "goto"): FlowEvent => {
      return { type: "failed", nodeId, visit, index: [], error, ...(handled !== undefined && { handled }) };
    };
    const events = [
      [0, start("start")],
      [1, failed("start", 1, "continue")],
      [1, start("work", 1)],
      [2, failed("work", 1, "goto")],
      [2, start("work", 2)],
      [3, success("work", 2)],
      [3, start("slow")],
      [4, failed("slow", 1)],
    ] as const;
    expect(rowsAfter(events, 9)).toEqual([
      "✗ start      1 ms  RangeError: too big (the flow goes on)",
      "✗   work ×2  2 ms  1 failed: RangeError: too big (its error handler takes over)",
      "✗ slow       1 ms  RangeError: too big",
    ]);
  });

  test("say what was cut off and what still waits", () => {
    const events = [
      [0, start("slow")],
      [5, { type: "waiting", nodeId: "both", arrived: ["start"], missing: [["slow"]] }],
      [5, { type: "end", cut: [{ nodeId: "slow", visit: 1 }] }],
    ] as const;
    expect(rowsAfter(events, 9)).toEqual(["■ slow  5 ms  cut off", "■ both        slow did not arrive"]);
  });

  test("are no wider than the terminal, and keep control characters out", () => {
    const wide = planOf(`entry: "日本\\e[2J"\nnodes:\n  "日本\\e[2J": { callable: ./ops.ts#start }\n`);
    const activity = createActivity(wide);
    activity.hear({ ...start(wide.entry), input: 1 } as FlowEvent, 0);
    activity.hear({ type: "failed", nodeId: wide.entry, visit: 1, index: [], error: new Error("é".repeat(99)) }, 1);
    const [row = ""] = activityRows(activity.nodes(1), { now: 1, width: 30, palette });
    expect(row).toBe("✗ 日本\\u001b[2J  1 ms  Error…");
  });
});

test.each([
  [0.4, "0 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [59_949, "59.9 s"],
  [59_960, "1 m 00 s"],
  [185_000, "3 m 05 s"],
])("%f milliseconds are %s", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

/** What a terminal shows in the end. Knows the sequences that live rows use. */
function screenOf(output: string): string {
  let screen = "";
  const parts = /(?:\u001b\[(\d+)A)?\r\u001b\[[KJ]([^\r\u001b]*)/gu;
  for (const [, up = "0", text = ""] of `\r\u001b[K${output}`.matchAll(parts)) {
    // The cursor is in the last line: `1A` goes to the one above it.
    screen = [...screen.split("\n").slice(0, -1 - Number(up)), text].join("\n");
  }
  return screen;
}

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

// In CI a missing program is a failure, not a reason to skip.
describe.skipIf(!hasScript && process.env["CI"] === undefined)("in a pseudo terminal", () => {
  const files = {
    ...twoSteps,
    "flows/slow.flow.yaml": `entry: slow
nodes:
  slow: { callable: ./slow.ts#slow, context: { outputs: $ctx.answer } }
  last: { callable: ./slow.ts#last }
edges: [slow >> last]
`,
    "flows/slow.ts": `export async function slow(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 400));
  console.log("printed meanwhile");
  return 42;
}
export function last(value: number): number {
  return value + 1;
}
`,
  };

  async function outputOf(args: string): Promise<string> {
    const cwd = createProject(files);
    const command = `${[process.execPath, ...cliCommand()].join(" ")} run ${args}`;
    const env = { ...process.env, CI: undefined, TERM: "xterm", NO_COLOR: "1" };
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd, env });
    onTestFinished(() => void child.kill("SIGKILL"));
    const { out, status } = await resultOf(child);
    expect(status).toBe(0);
    return out.replaceAll("\r\n", "\n");
  }

  test("a run shows what runs; then its rows, and the context without records", async () => {
    const out = await outputOf("flows/slow.flow.yaml");
    expect(out).toMatch(/… slow {2}\d+ ms\nslow: 0 steps done, \d+ ms/u);
    expect(
      screenOf(out)
        .replaceAll(/\d+ ms|\d\.\d s/gu, "T")
        .replaceAll(/ +T/gu, " T"),
    ).toBe(`printed meanwhile\n✓ slow T\n✓ last T\nslow: 2 steps done in T\n{\n  "answer": 42\n}\n`);
  });

  test("files that a run wrote are named at the end", async () => {
    const out = await outputOf("flows/two.flow.yaml --input 1 --trace run.jsonl --report run.html");
    expect(out).toMatch(/written run\.jsonl\nwritten run\.html\n$/u);
  });

  test("without data in the context it prints what nodes returned; all records on demand", async () => {
    const out = await outputOf("flows/two.flow.yaml --input 1 --quiet");
    expect(JSON.parse(out)).toEqual({ payloads: { first: { value: 2 }, second: 4 } });
    const all = await outputOf("flows/two.flow.yaml --input 1 --quiet --records");
    expect(JSON.parse(all)).toMatchObject({ steps: { length: 4 }, routing: {}, errors: [] });
  });
});
