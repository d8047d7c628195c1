import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { checkWiring } from "../../src/types/check-wiring.js";

interface Case {
  readonly name: string;
  /** Edges below a router `r` with the successors `a`, `b` (and `c`), and a node `z` that the join or merge is. */
  readonly edges: readonly string[];
  /** What the rule returns. */
  readonly rule: string;
  readonly build: readonly string[];
  readonly check: readonly string[];
  /** Keys of the flow beside its nodes and edges. */
  readonly more?: string;
  readonly policy?: string;
}

const join = ["r >> (a | b)", "(a & b) >> z"];
const merge = ["r >> (a | b)", "(a | b) >> z"];
/** `z` waits for what comes before the router and for one of its branches. */
const rejoin = ["s >> r", "r >> (a | b)", "((a | b) & s) >> z"];
const mayNot = "warning join/may-not-fire z";

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
    check: ["warning types/unknowable r", mayNot],
  },
  {
    name: "a failure that starts all",
    edges: join,
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
].map((one) => ({ build: [mayNot], ...one }));

const nodeOf: Readonly<Record<string, string>> = {
  q: "{ type: RoutingNode, routing_rule: ./base.ts#q }",
  w: "{ callable: ./base.ts#f, context: { outputs: $ctx.x } }",
  v: "{ callable: ./base.ts#f, context: { outputs: $ctx.x } }",
};

function flowOf({ edges, policy = "" }: Case): string {
  const ids = [...new Set(edges.filter((edge) => !edge.startsWith("#")).flatMap((edge) => edge.match(/\w+/gu) ?? []))];
  const nodes = ids.map((id) => {
    if (id === "r") return `  r: { type: RoutingNode, routing_rule: ./ops.ts#rule${policy} }\n`;
    return `  ${id}: ${nodeOf[id] ?? "{ callable: ./base.ts#f }"}\n`;
  });
  const lines = edges.map((edge) => (edge.startsWith("#") ? `  ${edge}\n` : `  - ${edge}\n`));
  return `entry: ${ids.includes("s") ? "s" : "r"}\nnodes:\n${nodes.join("")}edges:\n${lines.join("")}`;
}

const base = `export const f = (p: unknown): number => Number(p);\nexport declare const q: () => "b" | "c";\n`;
const built = new Map<string, string[]>();
const checked = new Map<string, string[]>();
let folder = "";

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-sharpened-")));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write("package.json", `{ "type": "module" }`);
  const host = createNodeHost({ projectDir: folder });
  const flows = cases.map((one, index) => {
    const source = { path: `${index}/case.flow.yaml`, text: flowOf(one) };
    const types = one.rule.includes("Route<") ? `import type { Route } from "flowc/runtime";\n` : "";
    write(`${index}/ops.ts`, `${types}export declare const rule: (p: unknown) => ${one.rule};\n`);
    write(`${index}/base.ts`, base);
    const { plan, module, diagnostics } = compileFlow(source, host);
    if (plan === undefined || module === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
    built.set(one.name, textsOf(diagnostics, source.text));
    return { source, plan, module, diagnostics };
  });
  const options = { paths: host.paths, projectDir: folder, runtime: "flowc/runtime", cacheDir: undefined };
  const found = checkWiring(flows, { ...options, host, planOptions: {} });
  for (const [index, { name }] of cases.entries()) {
    checked.set(name, textsOf(found[index] ?? [], flows[index]?.source.text ?? ""));
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function textsOf(diagnostics: readonly Diagnostic[], text: string): string[] {
  return diagnostics.map(({ code, severity, span }) => {
    const at = code.startsWith("types/") ? "r" : text.slice(span.start.offset, span.end.offset);
    return `${severity} ${code} ${at}`;
  });
}

test.each(cases)("$name", ({ name, build, check }) => {
  expect(built.get(name)).toEqual(build);
  expect(checked.get(name)?.sort()).toEqual([...check].sort());
});
