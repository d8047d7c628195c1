import { expect, test } from "vitest";
import type { FlowEvent } from "../../runtime/index.js";
import { createFailureOrigins, type Origin } from "../../src/cli/run/failure-origins.js";
import { called, child, throwing } from "../runtime/children.js";
import { flow, node, same } from "../runtime/flows.js";
import { createProject, runCli } from "./run-cli.js";

const cwd = createProject({
  "outer.flow.yaml":
    "entry: first\nnodes:\n  first: { callable: ./ops.ts#same }\n  price: { flow: ./mid.flow.yaml }\nedges: [first >> price]\n",
  "mid.flow.yaml": "entry: geo\nnodes:\n  geo: { flow: ./inner.flow.yaml }\n",
  "inner.flow.yaml": "entry: calc\nnodes:\n  calc: { callable: ./ops.ts#calc }\n",
  "late.flow.yaml": "entry: price\nnodes:\n  price: { flow: ./slow.flow.yaml, policy: { timeout: 20ms } }\n",
  "slow.flow.yaml": "entry: wait\nnodes:\n  wait: { callable: ./ops.ts#wait }\n",
  "ops.ts": `export const same = (n: number): number => n;
export function calc(n: number): number {
  if (n === 2) throw "just text";
  throw new RangeError("seven");
}
export const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));
`,
});

test.each([
  ["1", "RangeError: seven"],
  ["2", "'just text' was thrown"],
])("a failure in a flow that a node runs names the node there, and both files", async (input, message) => {
  const { status, error } = await runCli(["run", "outer.flow.yaml", "--input", input], { cwd });
  expect(status).toBe(1);
  expect(error).toContain(
    `error: the node \`price > geo > calc\` failed: ${message}\n  --> inner.flow.yaml:3:3\n  run by outer.flow.yaml:4:3\n`,
  );
});

test("a node that fails by itself is named alone", async () => {
  const { error } = await runCli(["run", "late.flow.yaml", "--input", "1"], { cwd });
  expect(error).toMatch(/error: the node `price` failed: .*\n {2}--> late\.flow\.yaml:3:3\n/u);
  expect(error).not.toContain("run by");
});

/** The origins of the failures of the run's own nodes. */
async function originsOf(tested: ReturnType<typeof flow>): Promise<(Origin | undefined)[]> {
  const origins = createFailureOrigins();
  const found: (Origin | undefined)[] = [];
  const onEvent = (event: FlowEvent): void => {
    origins.hear(event);
    if (event.type === "failed" && event.within === undefined) found.push(origins.of(event.nodeId, event.error));
  };
  await tested.run({}, 1, { onEvent }).catch(() => undefined);
  return found;
}

test("one error that two flows fail with is that of the last one; a node that throws it later is none", async () => {
  const thrower = throwing(new RangeError("always the same"));
  const inner = called([node("calc", thrower)]);
  const goesOn = { policy: { onError: "continue" } } as const;
  const two = flow([
    node("s", same, ["x"]),
    child("x", called([child("deep", inner)]), ["y"], goesOn),
    child("y", inner, ["z"], goesOn),
    node("z", thrower),
  ]);
  const found = await originsOf(two);
  expect(found.map((origin) => origin?.path)).toEqual([["x", "deep", "calc"], ["y", "calc"], undefined]);
});
