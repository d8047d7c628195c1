import { expect, test } from "vitest";
import { checkCases } from "./check-cases.js";
import { compileProofs, proved, type ProvedCase, strict } from "./compile-proofs.js";

/** Under `on_error: continue`, the input of a node that failed goes on as its result, but its outputs are not written (SPEC 7). */
const ops = `import type { Route } from "@flowc/runtime";
export declare function seed(): number;
export declare function label(x: number): string;
export declare function boxed(x: number): { x: string };
export declare function maybe(x: number): string | undefined;
export declare function rule(x: number): Route<"next", boolean>;
export declare function list(): number[];
export declare function text(x: string): void;
export declare function optional(x: string | undefined): void;
export declare function either(x: string | number): void;
export declare function any(x: unknown): void;
`;

interface Failing {
  /** The node `a`, without its policy. */
  readonly node: string;
  readonly first?: string;
  readonly edges?: string;
  readonly more?: string;
  /** The type of `context.x`, and of `$ctx.x` in the output of the flow. */
  readonly type: string;
  /** The type of `$ctx.x` in a node after it. Default: the same. */
  readonly after?: string;
}

const seeds: readonly (Failing & { readonly name: string })[] = [
  { name: "a result", node: "callable: ops.label, context: { outputs: $ctx.x }", type: "string | undefined" },
  { name: "a part", node: "callable: ops.boxed, context: { outputs: { x: $ctx.x } }", type: "string | undefined" },
  {
    name: "an input that goes on since nothing was returned",
    node: "callable: ops.maybe, context: { outputs: $ctx.x }",
    type: "string | number | undefined",
  },
  {
    name: "a condition that throws",
    node: "callable: ops.label, context: { outputs: $ctx.x }",
    edges: `[s >> a, a >> (more when $result == "1" | last otherwise), a >> next]`,
    more: "  more: { callable: ops.any }\n",
    type: "string | undefined",
  },
  {
    name: "a node with conditional edges alone",
    node: "callable: ops.label, context: { outputs: $ctx.x }",
    edges: `[s >> a, a >> (next when $result == "1" | last otherwise)]`,
    type: "string | undefined",
    after: "string",
  },
  {
    name: "a router",
    node: "type: RoutingNode, callable: ops.rule, context: { outputs: $ctx.x }",
    type: "{ next?: boolean } | undefined",
    // Where a router failed, nothing follows.
    after: "{ next?: boolean }",
  },
  {
    name: "a loop",
    first: "ops.list",
    node: "type: LoopNode, body_route: next, context: { outputs: $ctx.x }",
    type: "Record<string, unknown> | undefined",
  },
];

const flowOf = ({ first = "ops.seed", node, edges, more = "" }: Failing, policy: "own" | "flow"): string => {
  const own = policy === "own" ? ", policy: { on_error: continue }" : "";
  const all = policy === "flow" ? "policy: { on_error: continue }\n" : "";
  const last = edges === undefined ? "" : `  last: { callable: ops.any }\n`;
  return `entry: s
${all}nodes:
  s: { callable: ${first}, policy: { on_error: stop } }
  a: { ${node}${own} }
${more}${last}  next: { callable: ops.any, context: { inputs: $ctx.x } }
edges: ${edges ?? "[s >> a, a >> next]"}
output: $ctx.x
`;
};

const proofOf = ({
  type,
  after = type,
}: Failing): string => `import flow, { type CaseContext, type CaseNodes } from "./case.flow.js";
exactly<${type}>()((await flow.call()), true);
declare const context: CaseContext;
exactly<${type}>()(context.x, true);
declare const nodes: CaseNodes;
exactly<${after}>()(nodes.next.payload, true);
`;

const cases: readonly ProvedCase[] = seeds.flatMap((failing) =>
  (["own", "flow"] as const).map((policy) =>
    proved(`${failing.name}, policy: ${policy}`, { flow: flowOf(failing, policy), ops, proof: proofOf(failing) }),
  ),
);

test("what outputs write under on_error: continue is the result, never the input that goes on", async () => {
  const { outputs, checked } = await compileProofs(cases, [["typescript", strict]]);
  expect(outputs.filter((output) => output !== "")).toEqual([]);
  expect([...checked.values()].flatMap(({ check }) => check.filter((one) => !one.startsWith("warning")))).toEqual([]);
}, 120_000);

test("a reader of such an output is only asked to take undefined; a reader of the result takes the input, too", async () => {
  const reading = (inputs: string, takes: string): string => `entry: s
nodes:
  s: { callable: ./ops.ts#seed }
  a: { callable: ./ops.ts#label, context: { outputs: [$ctx.x, $payload.kept] }, policy: { on_error: continue } }
  b: { callable: ./ops.ts#${takes}, context: { inputs: ${inputs} } }
edges: [s >> a >> b]
`;
  const typed = [
    ["$ctx.x ?? 'none'", "text"],
    ["$payload.kept ?? 'none'", "text"],
    ["$ctx.x ?? $payload.kept", "optional"],
    ["$payload.a", "either"],
    ["$payload.a", "text"],
  ].map(([inputs = "", takes = ""], index) => {
    return { name: String(index), flow: reading(inputs, takes), files: { "ops.ts": ops } };
  });
  await checkCases(typed, (found) => {
    const errors = typed.map(({ name }) => found.get(name)?.check.filter((one) => one.startsWith("error")));
    expect(errors).toEqual([[], [], [], [], ["error types/payload $payload.a"]]);
  });
}, 60_000);
