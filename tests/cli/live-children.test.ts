import { expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { createActivity } from "../../src/cli/run/activity.js";
import { activityRows } from "../../src/cli/run/activity-rows.js";
import { runningNodes } from "../../src/cli/run/inner-activity.js";
import { createPalette } from "../../src/report/palette.js";
import { openHost } from "../open-host.js";
import { called, child, failing } from "../runtime/children.js";
import { flow, loop, node, same } from "../runtime/flows.js";

const text = `entry: a
nodes:
  a: { callable: ./ops.ts#a }
  n: { callable: ./ops.ts#n }
edges: [a >> n]
`;

/** The rows while a flow runs whose root has the nodes `a` and `n`, and those at the end. */
async function rowsOf(tested: ReturnType<typeof flow>): Promise<{ during: Set<string>; last: string[] }> {
  const { plan } = planFlow({ path: "a.flow.yaml", text }, openHost);
  if (plan === undefined) throw new Error("no plan");
  const activity = createActivity(plan);
  const options = { now: 0, width: 80, palette: createPalette(false, "warning") };
  const during = new Set<string>();
  const onEvent: Parameters<typeof tested.run>[2] = {
    concurrency: 3,
    onEvent: (event) => {
      activity.hear(event, 0);
      during.add(activityRows(runningNodes(activity.nodes(0)), options).join("\n"));
    },
  };
  await tested.run({}, 1, onEvent).catch(() => undefined);
  expect(runningNodes(activity.nodes(0))).toEqual([]);
  expect(activity.nodes(0).map(({ inner }) => inner.size)).toEqual(activity.nodes(0).map(() => 0));
  return { during, last: activityRows(activity.nodes(0), options) };
}

const turn = (value: unknown) => new Promise((resolve) => setImmediate(resolve, value));
const deep = called([node("a", turn)]);

test("nodes of flows that nodes run are below their node while they run, to any depth", async () => {
  const mid = called([node("a", turn, ["n"]), child("n", deep)]);
  const { during, last } = await rowsOf(flow([node("a", turn, ["n"]), child("n", mid)]));
  const rows = [
    "… a  0 ms",
    "… n  0 ms",
    "… n    0 ms\n…   a  0 ms",
    "… n    0 ms\n…   n  0 ms",
    "… n      0 ms\n…   n    0 ms\n…     a  0 ms",
  ];
  expect([...during].sort()).toEqual(["", ...rows].sort());
  expect(last).toEqual(["✓ a  0 ms", "✓ n  0 ms"]);
});

test("visits that run at the same time are one row; the body of a loop is indented", async () => {
  const each = loop("each", "a", { items: () => [1, 2], done: "last" });
  const mid = called([each, node("a", turn), node("last", same)], { concurrency: 2 });
  const outer = called([node("s", same, ["x", "y"]), child("x", mid), child("y", mid)], { concurrency: 2 });
  const { during } = await rowsOf(flow([child("n", outer)]));
  expect([...during]).toContain(
    [
      "… n           0 ms",
      "…   x         0 ms",
      "…       a ×2  0 ms  2 at once",
      "…   y         0 ms",
      "…       a ×2  0 ms  2 at once",
    ].join("\n"),
  );
});

test("a flow that is aborted, or that fails, leaves no rows; its attempts count down", async () => {
  const hanging = called([node("a", () => new Promise(() => undefined))]);
  await rowsOf(flow([child("n", called([child("x", hanging)]), [], { policy: { timeout: 5 } })]));
  const policy = { retry: { maxAttempts: 2, delay: 5 } };
  const { during } = await rowsOf(flow([child("n", called([node("a", failing("no"), [], { policy })]))]));
  expect([...during]).toContain("… n    0 ms\n↻   a  0 ms  attempt 2 in 5 ms: RangeError: no");
});

test("a node whose flow failed says where", async () => {
  const inner = called([node("calc", failing("seven"), [], { at: "3:5" })]);
  const { last } = await rowsOf(flow([node("a", same, ["n"]), child("n", called([child("mid", inner)]))]));
  expect(last.at(-1)).toBe("✗ n  0 ms  mid > calc (child.flow.yaml:3:5): RangeError: seven");
});
