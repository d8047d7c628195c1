import { expect, test } from "vitest";
import { checkFlow, everyFeature, type FlowSpec, type NodeSpec } from "@flowc/runtime";

const end = (id: string): NodeSpec => ({ id, call: () => id });
const when = (): boolean => true;

function check(node: Partial<NodeSpec>, rest: Partial<FlowSpec> = {}): void {
  const a = { id: "a", call: () => 1, next: ["b", "c"], ...node } as NodeSpec;
  checkFlow({ name: "order", entry: "a", nodes: [a, end("b"), end("c")], uses: everyFeature, ...rest });
}

test("conditions that can be evaluated", () => {
  const otherwise = { to: ["c"], reason: "otherwise" };
  expect(() => check({ choices: [[{ to: ["b"], reason: "when $result", when }, otherwise]] })).not.toThrow();
  expect(() =>
    check({ choices: [[{ to: ["b"], reason: "", when }], [{ to: ["c"], reason: "", when }]] }),
  ).not.toThrow();
});

test.each<[string, Partial<NodeSpec>]>([
  ["an alternative leads to `d`, which is not in `next`", { choices: [[{ to: ["d"], reason: "", when }]] }],
  [
    "two alternatives lead to `b`",
    {
      choices: [
        [
          { to: ["b"], reason: "", when },
          { to: ["b"], reason: "" },
        ],
      ],
    },
  ],
  [
    "only the last alternative of a choice may lack a `when`",
    {
      choices: [
        [
          { to: ["b"], reason: "" },
          { to: ["c"], reason: "", when },
        ],
      ],
    },
  ],
  [
    "the `when` of an alternative must be a function",
    { choices: [[{ to: ["b"], reason: "", when: JSON.parse('"yes"') as () => boolean }]] },
  ],
  ["a router has no `choices`", { kind: "router", choices: [[{ to: ["b"], reason: "", when }]] }],
])("%s", (what, node) => {
  expect(() => check(node)).toThrow(expect.objectContaining({ code: "define/choices", nodeId: "a" }));
  expect(() => check(node)).toThrow(what);
});

test("an output of a node that there is not", () => {
  expect(() => check({}, { output: "b" })).not.toThrow();
  expect(() => check({}, { output: "x" })).toThrow("The output of flow `order` is of `x`, which is no node");
});
