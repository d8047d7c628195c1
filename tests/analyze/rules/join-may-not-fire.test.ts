import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Decision } from "../../../compiler/decisions.js";
import { allFindings, findings } from "./findings.js";

test("a join of the branches of a choice", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r }
      b: &f { callable: ops.f }
      c: *f
      d: *f
    edges:
      - a >> (b | c)
      - (b & c) >> d
  `;
  expect(findings(flow)).toEqual([
    "warning join/may-not-fire 9:16 `d` never runs if `a` does not send to `c`: it waits for `c`",
  ]);
});

test("a join of a node that always runs and one after a guard, with the guard before or after it", () => {
  const flow = (edges: string): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      b: *f
      c: *f
      d: *f
    edges: [a >> (r & b), r >> c, ${edges}]
  `;
  const message = "`d` never runs if `r` does not send to `c`: it waits for `c`";
  expect(findings(flow("(b & c) >> d"))).toEqual([`warning join/may-not-fire 8:42 ${message}`]);
  expect(findings(flow("c >> d, b >> d"))).toEqual([`warning join/may-not-fire 8:36 ${message}`]);
});

test("a join of a node whose failure goes elsewhere", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: { callable: ops.f, policy: { on_error: { goto: e } } }
      c: *f
      d: *f
      e: *f
    edges: [a >> (b & c), (b & c) >> d]
  `;
  expect(findings(flow)).toEqual(["warning join/may-not-fire 8:34 `d` never runs if `b` fails: it waits for `b`"]);
});

const merged = (edges: string): string => `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      r: &r { type: RoutingNode, routing_rule: ops.r }
      q: *r
      a: *f
      b: { callable: ops.f, policy: { on_error: { goto: z } } }
      d: *f
      z: *f
      j: *f
    edges: [${edges}]
  `;

const mayNotFire = (edges: string): string[] =>
  findings(merged(edges)).filter((finding) => finding.includes("join/may-not-fire"));

test("a join does not wait for a choice or a success that a merge does not need", () => {
  // `d` also runs after `s`, so it does not matter what `r` sends to it. What `r` sends to `j` does.
  expect(mayNotFire("s >> r, (s | r) >> d, (r & d) >> j")).toEqual([
    "warning join/may-not-fire 11:42 `j` never runs if `r` does not send to `j`: it waits for `r`",
  ]);
  // `d` runs once, or twice where `b` succeeds: `j` runs, and the second `d` waits for another `s`.
  expect(mayNotFire("s >> b, (s | b) >> d, (d & s) >> j")).toEqual([
    "warning join/may-not-fire 11:42 `j` may wait for `s` forever: its parents do not run equally often",
  ]);
});

test("a join of a merge and another node", () => {
  // One router starts everything in the merge.
  expect(mayNotFire("s >> (r | d), r >> (a | b), ((a | b) & d) >> j")).toEqual([
    "warning join/may-not-fire 11:54 `j` does not run when `r` does not start `a` or `b`",
  ]);
  // Two routers start one parent each.
  expect(mayNotFire("s >> (r | q | d), r >> a, q >> b, ((a | b) & d) >> j")).toEqual([
    "warning join/may-not-fire 11:60 `j` may wait for `a` or `b` forever: its parents do not run equally often",
  ]);
  // `z` certainly runs.
  expect(mayNotFire("s >> (r | z | d), r >> a, ((a | z) & d) >> j")).toEqual([]);
});

test("a join of nodes that the same choice starts", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r }
      b: &f { callable: ops.f }
      c: *f
      d: *f
      e: *f
    edges: [a >> b, b >> (c & d), (c & d) >> e]
  `;
  expect(findings(flow)).toEqual([]);
});

test("a join after a merge of all branches", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      b: *f
      c: *f
    edges: [a >> r, r >> b, (r | b) >> c]
  `;
  expect(findings(flow)).toEqual([]);
});

const oneOf = (...targets: string[]): Decision[] => targets.map((target) => ({ always: [target], maybe: [] }));

test("a join of what runs once and the exit of a cycle that is always left once", () => {
  const flow = (edges: string): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      c: *f
      d: *f
    edges: [a >> r, ${edges}]
  `;
  const always = { decisions: { r: oneOf("r", "c") } };
  expect(findings(flow("r >> (r | c), (a & c) >> d"), always)).toEqual([]);
  expect(findings(flow("c >> d, r >> (r | c), a >> d"), always)).toEqual([]);
  const message = "`d` never runs if `r` does not send to `c`: it waits for `c`";
  expect(findings(flow("r >> (r | c), (a & c) >> d"))).toEqual([`warning join/may-not-fire 7:42 ${message}`]);
  const stops = { decisions: { r: [...oneOf("r", "c"), { always: [], maybe: [] }] } };
  expect(findings(flow("r >> (r | c), (a & c) >> d"), stops)).toHaveLength(1);
});

test("a join after a merge of all exits of a cycle: of two routers, of a choice and a failure", () => {
  const flow = (edges: string, policy = ""): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r${policy} }
      q: { type: RoutingNode, routing_rule: ops.r }
      b: *f
      c: *f
      m: *f
      d: *f
    edges: [a >> r, (a & m) >> d, ${edges}]
  `;
  const routers = "r >> (q | b), q >> (r | c), (b | c) >> m";
  const [r, q] = [oneOf("q", "b"), oneOf("r", "c")];
  expect(findings(flow(routers), { decisions: { r, q } })).toEqual([]);
  // If one may stop, the cycle may.
  expect(findings(flow(routers), { decisions: { r } })).toHaveLength(1);
  expect(findings(flow(routers), { decisions: { q } })).toHaveLength(1);
  // `q` has no way back: it is itself an exit.
  const failing = ", policy: { on_error: { goto: q } }";
  const failure = "r >> (r | b), q >> c, (b | c) >> m";
  expect(findings(flow(failure, failing), { decisions: { r: oneOf("r", "b"), q: oneOf("c") } })).toEqual([]);
});

test("a join after nested cycles that are each left once", () => {
  const flow = (edges: string): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      h: *f
      r: { type: RoutingNode, routing_rule: ops.r }
      q: { type: RoutingNode, routing_rule: ops.r }
      c: *f
      d: *f
    edges: [a >> h, h >> r, (a & c) >> d, ${edges}]
  `;
  expect(
    findings(flow("r >> (r | q), q >> (h | c)"), { decisions: { r: oneOf("r", "q"), q: oneOf("h", "c") } }),
  ).toEqual([]);
  // `r` leaves both cycles, or only its own.
  expect(findings(flow("r >> (r | h | q), q >> c"), { decisions: { r: oneOf("r", "h", "q"), q: oneOf("c") } })).toEqual(
    [],
  );
});

test("a join after one that takes what each pass of a cycle lets out, once", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      h: *f
      r: { type: RoutingNode, routing_rule: ops.r }
      c: *f
      j: *f
      d: *f
    edges: [a >> h, h >> r, r >> (h | c), (h & c) >> j, (j & c) >> d]
  `;
  // `h` runs more often than `c`, so `j` may wait. Still, it runs as often as `c`.
  expect(findings(flow, { decisions: { r: oneOf("h", "c") } })).toEqual([
    "warning join/may-not-fire 9:50 `j` may wait for `c` forever: its parents do not run equally often",
  ]);
});

test("the example of docs/internals/counts-and-activations.md", () => {
  const page = readFileSync(
    path.resolve(import.meta.dirname, "../../../docs/internals/counts-and-activations.md"),
    "utf8",
  );
  const [, flow = ""] = /```yaml\n(.*?)```/su.exec(page) ?? [];
  expect(findings(flow)).toHaveLength(1);
  expect(findings(flow, { decisions: { review: oneOf("draft", "send", "drop") } })).toEqual([]);
  const other = flow
    .replace("(draft | send | drop)", "(send | drop)")
    .replace("edges:\n", "edges:\n  - send >> draft\n");
  expect(allFindings(other).map((line) => line.split(" ")[1])).toContain("join/fires-twice");
});

test("a merge of merges of everything that a router chooses from", () => {
  const flow = (first: string): string => `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      a: *f
      b: *f
      c: *f
      x: *f
      y: *f
      j: *f
    edges: [s >> r >> (a | b | c), ${first} >> x, (x | c) >> y, (y & s) >> j]
  `;
  const r = ["a", "b", "c"].map((target) => ({ always: [target], maybe: [] }));
  expect(findings(flow("(a | b)"), { decisions: { r } })).toEqual([]);
  expect(findings(flow("a"), { decisions: { r } })).toHaveLength(1);
  expect(findings(flow("(a | b)"))).toHaveLength(1);
});
