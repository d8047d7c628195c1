import { beforeAll, expect, test } from "vitest";
import { checkCases, type CheckedCase, type TypedCase } from "./check-cases.js";

interface Case {
  readonly name: string;
  /** Edges after a router `r` with the successors `a`, `b` (and `c`), and a node `z`, the join or merge. */
  readonly edges: readonly string[];
  /** The return type of the rule. */
  readonly rule: string;
  readonly build: readonly string[];
  readonly check: readonly string[];
  /** Further keys of the flow. */
  readonly more?: string;
  readonly policy?: string;
  /** Whether `r` is a plain node, whose result may route by its keys. */
  readonly isPlain?: boolean;
}

const join = ["r >> (a | b)", "(a & b) >> z"];
const merge = ["r >> (a | b)", "(a | b) >> z"];
/** `z` waits for a node before the router and for one of the router's branches. */
const rejoin = ["s >> r", "r >> (a | b)", "((a | b) & s) >> z"];
const mayNot = "warning join/may-not-fire z";

/** A plain node starts all of its successors, unless its result is an object of their ids. */
const plainCases: readonly Case[] = [
  { name: "plain: an object of all", edges: join, rule: `{ a: 1; b: 2 }`, check: [] },
  { name: "plain: an object of all, or nothing", edges: join, rule: `{ a: 1; b: 2 } | null`, check: [] },
  { name: "plain: an object of some", edges: join, rule: `{ a: 1; b?: 2 }`, check: [mayNot] },
  { name: "plain: an object that may be empty", edges: join, rule: `{ a?: 1; b?: 2 }`, check: [mayNot] },
  { name: "plain: an object of some, promised", edges: join, rule: `Promise<{ a: 1; b?: 2 }>`, check: [mayNot] },
  { name: "plain: an object with another key", edges: join, rule: `{ a: 1; b?: 2; x: 3 }`, check: [] },
  { name: "plain: a record", edges: join, rule: `Record<string, number>`, check: [] },
  { name: "plain: one of two or more", edges: join, rule: `{ a: 1 } | { b: 2 }`, check: [mayNot] },
  {
    name: "plain: one of two",
    edges: join,
    rule: `{ a: 1; b?: undefined } | { a?: never; b: 2 }`,
    check: ["error join/never-fires z"],
  },
  {
    name: "plain: one of two, or both if the node fails",
    edges: join,
    rule: `{ a: 1; b?: undefined } | { a?: never; b: 2 }`,
    policy: ", policy: { on_error: continue }",
    check: [mayNot],
  },
  {
    name: "plain: a merge of one of two",
    edges: merge,
    rule: `{ a: 1; b?: undefined } | { a?: never; b: 2 }`,
    build: ["warning join/fires-twice z"],
    check: [],
  },
].map((one) => ({ build: [], isPlain: true, ...one }));

const cases: readonly Case[] = [
  { name: "route, one of two", edges: join, rule: `Route<"a"> | Route<"b">`, check: ["error join/never-fires z"] },
  { name: "route of a union", edges: join, rule: `Route<"a" | "b">`, check: ["error join/never-fires z"] },
  { name: "one id of two", edges: join, rule: `"a" | "b"`, check: ["error join/never-fires z"] },
  { name: "one id or none", edges: join, rule: `"a" | "b" | undefined`, check: ["error join/never-fires z"] },
  { name: "a promise of one", edges: join, rule: `Promise<"a" | "b" | null>`, check: ["error join/never-fires z"] },
  { name: "both or none", edges: join, rule: `{ a: 1; b: 2 } | null`, check: [] },
  { name: "a mapping of all", edges: join, rule: `{ a: 1; b: 2 }`, check: [] },
  { name: "a mapping of some", edges: join, rule: `{ a: 1; b?: 2 }`, check: [mayNot] },
  { name: "a fixed list of all", edges: join, rule: `[Route<"a">, Route<"b">]`, check: [] },
  { name: "a list", edges: join, rule: `("a" | "b")[]`, check: [mayNot] },
  { name: "a list that may name one twice", edges: join, rule: `["a" | "b", "a" | "b"]`, check: [mayNot] },
  { name: "objects that may have more keys", edges: join, rule: `{ a: 1 } | { b: 2 }`, check: [mayNot] },
  {
    name: "objects that have no more keys",
    edges: join,
    rule: `{ a: 1; b?: undefined } | { a?: never; b: 2 }`,
    check: ["error join/never-fires z"],
  },
  {
    name: "a rule typed as string",
    edges: join,
    rule: "string",
    check: ["warning types/unknowable ./ops.ts#rule", mayNot],
  },
  {
    name: "a failure that starts none",
    edges: join,
    rule: `"a" | "b"`,
    policy: ", policy: { on_error: continue }",
    check: ["error join/never-fires z"],
  },
  {
    name: "both, or none if the router fails",
    edges: join,
    rule: `{ a: 1; b: 2 }`,
    policy: ", policy: { on_error: continue }",
    check: [],
  },
  {
    name: "one of two, or none if the router fails, rejoined",
    edges: rejoin,
    rule: `"a" | "b"`,
    policy: ", policy: { on_error: continue }",
    check: [mayNot],
  },
  { name: "a merge of both", edges: merge, rule: `{ a: 1; b: 2 }`, build: [], check: ["warning join/fires-twice z"] },
  { name: "a merge of one", edges: merge, rule: `"a" | "b"`, build: [], check: [] },
  { name: "one branch always, rejoined", edges: rejoin, rule: `"a" | "b"`, check: [] },
  { name: "one branch or none, rejoined", edges: rejoin, rule: `"a" | "b" | null`, check: [mayNot] },
  { name: "a list, rejoined", edges: rejoin, rule: `("a" | "b")[]`, check: [mayNot] },
  {
    name: "a router in a branch, rejoined",
    edges: ["s >> r", "r >> (a | q)", "q >> (b | c)", "((a | b | c) & s) >> z"],
    rule: `"a" | "q"`,
    check: [],
  },
  {
    name: "a way back that is always taken",
    edges: ["s >> r", "r >> (s | a)", "a >> z"],
    rule: `["s", "a"]`,
    build: [],
    check: ["error cycle/no-exit s"],
  },
  {
    name: "writes of branches that always come together",
    edges: ["r >> (w | v)"],
    rule: `{ w: 1; v: 2 }`,
    build: [],
    check: ["warning context/concurrent-write $ctx.x"],
  },
  {
    name: "an ignore comment that only build needs",
    edges: ["r >> (a | b)", "# flowc-ignore join/may-not-fire: both", "(a & b) >> z"],
    rule: `{ a: 1; b: 2 }`,
    build: [],
    check: [],
  },
  {
    name: "an ignore comment that only check needs",
    edges: ["r >> (a | b)", "# flowc-ignore join/fires-twice: meant", "(a | b) >> z"],
    rule: `{ a: 1; b: 2 }`,
    build: [],
    check: [],
  },
  ...plainCases,
].map((one) => ({ build: [mayNot], ...one }));

const nodeOf: Readonly<Record<string, string>> = {
  q: "{ type: RoutingNode, routing_rule: ./base.ts#q }",
  w: "{ callable: ./base.ts#f, context: { outputs: $ctx.x } }",
  v: "{ callable: ./base.ts#f, context: { outputs: $ctx.x } }",
};

function flowOf({ edges, policy = "", isPlain = false }: Case): string {
  const ids = [...new Set(edges.filter((edge) => !edge.startsWith("#")).flatMap((edge) => edge.match(/\w+/gu) ?? []))];
  const nodes = ids.map((id) => {
    const called = isPlain ? "callable: " : "type: RoutingNode, routing_rule: ";
    if (id === "r") return `  r: { ${called}./ops.ts#rule${policy} }\n`;
    return `  ${id}: ${nodeOf[id] ?? "{ callable: ./base.ts#f }"}\n`;
  });
  const lines = edges.map((edge) => (edge.startsWith("#") ? `  ${edge}\n` : `  - ${edge}\n`));
  return `entry: ${ids.includes("s") ? "s" : "r"}\nnodes:\n${nodes.join("")}edges:\n${lines.join("")}`;
}

const base = `export const f = (p: unknown): number => Number(p);\nexport declare const q: () => "b" | "c";\n`;
const found = new Map<string, CheckedCase>();

beforeAll(async () => {
  const typed = cases.map((one): TypedCase => {
    const types = one.rule.includes("Route<") ? `import type { Route } from "@flowc/runtime";\n` : "";
    const ops = `${types}export declare const rule: (p: unknown) => ${one.rule};\n`;
    return { name: one.name, flow: flowOf(one), files: { "ops.ts": ops, "base.ts": base } };
  });
  await checkCases(typed, (checked) => {
    for (const [name, one] of checked) found.set(name, one);
  });
}, 60_000);

test.each(cases)("$name", ({ name, build, check }) => {
  expect(found.get(name)?.build).toEqual(build);
  expect([...(found.get(name)?.check ?? [])].sort()).toEqual([...check].sort());
});
