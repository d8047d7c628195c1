import { expect, test } from "vitest";
import { allFindings, findings } from "./findings.js";

const flow = (policies: Record<string, string>, edges: string, rest = ""): string => `
  entry: a
  nodes:
${["a", "b", "c", "d"].map((id) => `    ${id}: { callable: ops.f${policies[id] === undefined ? "" : `, policy: { on_error: { goto: ${policies[id]} } }`} }`).join("\n")}
  edges: [${edges}]
${rest}`;

test("a goto to a node that leads back", () => {
  expect(findings(flow({ b: "a" }, "a >> b, b >> (c & d)"))).toEqual([
    "warning policy/goto-endless 4:53 `goto` of `b` names `a`, which leads back to `b`: while `b` fails, the run goes on forever",
  ]);
});

test("a goto to the node itself", () => {
  expect(findings(flow({ b: "b" }, "a >> b, b >> (c & d)"))).toEqual([
    "warning policy/goto-endless 4:53 `goto` of `b` names `b` itself: while `b` fails, the run goes on forever",
  ]);
});

test("two nodes that send their failures to each other", () => {
  expect(findings(flow({ b: "c", c: "b" }, "a >> b, b >> d"))).toEqual([
    "warning policy/goto-endless 4:53 `goto` of `b` names `c`, which leads back to `b`: while `b` fails, the run goes on forever",
    "warning policy/goto-endless 5:53 `goto` of `c` names `b`, which leads back to `c`: while `c` fails, the run goes on forever",
  ]);
});

test("a stated max_steps, a goto that leads ahead, and the flow's own goto", () => {
  expect(findings(flow({ b: "a" }, "a >> b, b >> (c & d)", "  max_steps: 100\n"))).toEqual([]);
  expect(findings(flow({ b: "c" }, "a >> b, c >> d"))).toEqual([]);
  expect(findings(flow({}, "a >> b, c >> d", "  policy: { on_error: { goto: c } }\n"))).toEqual([]);
});

test("what the flow's own goto starts is not a cycle, even if it leads to nodes of the flow too", () => {
  const own = "  policy: { on_error: { goto: c } }\n";
  // `d` fails after `b`, and the handler starts it again. This is not a cycle, since its second failure ends the run.
  const twice = "warning join/fires-twice 7:28 `d` runs twice: one run starts it after `b` and again after `c`";
  expect(allFindings(flow({}, "a >> b, (b | c) >> d", own))).toEqual([twice]);
  const stops = flow({}, "a >> b, (b | c) >> d", own).replace("d: { callable: ops.f", "$&, policy: { on_error: stop }");
  expect(allFindings(stops)).toEqual([]);
  // A join of both: the handler alone does not start it.
  expect(allFindings(flow({}, "a >> d, c >> d, d >> b", own))).toEqual([
    "warning join/may-not-fire 7:14 `d` never runs if `a` fails: it waits for `a`",
  ]);
  expect(allFindings(flow({}, "a >> (b & d), c >> b", own))).toEqual([
    "warning join/may-not-fire 7:28 `b` may wait for `c` forever: its parents do not run equally often",
  ]);
});
