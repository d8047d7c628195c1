import { describe, expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { openHost } from "../open-host.js";

const range = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const call = '{ callable: "pkg#f" }';
const router = '{ type: RoutingNode, routing_rule: "pkg#r" }';
const withContext = (context: string): string => `{ callable: "pkg#f", context: { ${context} } }`;

function flow(nodes: readonly string[], edges: readonly string[] = []): string {
  const listed = edges.map((edge) => `\n  - ${edge}`).join("");
  return `entry: n0\nnodes:\n${nodes.map((node, id) => `  n${id}: ${node}\n`).join("")}edges:${listed || " []"}\n`;
}

/**
 * The distinct codes of a flow's findings. If no finding prevents it, the module and the declaration are created too.
 */
function codesOf(text: string): string[] {
  const result = compileFlow({ path: "deep.flow.yaml", text }, openHost);
  const isError = result.diagnostics.some(({ severity }) => severity === "error");
  expect({ module: result.module !== undefined, declaration: result.declaration() !== undefined }).toEqual({
    module: !isError,
    declaration: !isError,
  });
  return [...new Set(result.diagnostics.map(({ code, span: { start } }) => `${code} ${start.line}:${start.column}`))];
}

const path = (keys: number): string => range(keys, (index) => `k${index}`).join(".");
const chain = (count: number): string => range(count, (index) => `$ctx.a${index}`).join(" ?? ");

describe("paths", () => {
  test.each([
    ["inputs", withContext(`inputs: $ctx.${path(2000)}`)],
    ["inputs, by index", withContext(`inputs: "$ctx${"[0]".repeat(2000)}"`)],
    ["a template", withContext(`inputs: "a {{ $ctx.${path(2000)} }}"`)],
    ["a chain", withContext(`inputs: $ctx.a ?? $ctx.${path(2000)}`)],
    ["nested inputs", withContext(`inputs: { a: [{ b: "$ctx.${path(2000)}" }] }`)],
    ["outputs", withContext(`outputs: $ctx.${path(2000)}`)],
    ["mapped outputs", withContext(`outputs: { a: "$ctx.${path(2000)}" }`)],
    ["a callable", `{ callable: "$ctx.${path(2000)}" }`],
  ])("of 2,000 keys give a finding: %s", (_, node) => {
    expect(codesOf(flow([node]))).toEqual([expect.stringMatching(/^expression\/too-deep 3:\d+$/u)]);
  });

  test("are marked at the first key beyond the limit", () => {
    const [found] = codesOf(flow([withContext(`inputs: $ctx.${path(2000)}`)]));
    const column = "  n0: ".length + withContext(`inputs: $ctx.${path(200)}.`).indexOf(" } }") + 1;
    expect(found).toBe(`expression/too-deep 3:${column}`);
  });

  test("of 200 keys are fine, read and written", () => {
    const nodes = [withContext(`outputs: $ctx.${path(200)}`), withContext(`inputs: $ctx.${path(200)}`)];
    expect(codesOf(flow(nodes, ["n0 >> n1"]))).toEqual([]);
    expect(codesOf(flow([withContext(`inputs: $ctx.${path(200)}`)]))).toEqual([]);
  });
});

describe("loops", () => {
  const nested = (count: number): string =>
    flow(
      [...range(count, () => "{ type: LoopNode }"), call],
      range(count, (index) => `n${index} >> n${index + 1}`),
    );

  test("2,000 nested ones give one finding, at the first beyond the limit", () => {
    expect(codesOf(nested(2000))).toEqual(["loop/too-deep 53:3"]);
  });

  test("2,000 nested ones, each with a `done_route`", { timeout: 60_000 }, () => {
    const loops = range(2000, (index) => `{ type: LoopNode, body_route: n${index + 1}, done_route: n${index + 2001} }`);
    const edges = range(2000, (index) => `n${index} >> n${index + 1}`);
    expect(codesOf(flow([...loops, ...range(2001, () => call)], edges))).toEqual(["loop/too-deep 53:3"]);
  });

  test("50 nested ones are fine, and many next to each other", () => {
    expect(codesOf(nested(50))).toEqual([]);
    const [loops, bodies] = [
      range(300, (index) => `{ type: LoopNode, body_route: n${index + 301}, done_route: n${index + 1} }`),
      range(300, () => call),
    ];
    expect(
      codesOf(
        flow(
          [...loops, call, ...bodies],
          range(300, (index) => `n${index} >> n${index + 301}`),
        ),
      ),
    ).toEqual([]);
  });
});

describe("constructs without a limit work at any size", () => {
  test.each([
    ["a `??` of 2,000 operands", flow([withContext(`inputs: ${chain(2000)}`)])],
    [
      "one of environment variables",
      flow([withContext(`inputs: ${range(2000, (index) => `$env.A${index}`).join(" ?? ")}`)]),
    ],
    ["a condition of 200 `not`s", flow([call, call], [`n0 >> n1 when ${"not ".repeat(200)}$ctx.x`])],
    [
      "a condition of 2,000 comparisons",
      flow([call, call], [`n0 >> n1 when ${range(2000, (index) => `$ctx.a > ${index}`).join(" and ")}`]),
    ],
    ["one in a template", flow([withContext(`inputs: "{{ ${chain(2000)} }}"`)])],
    ["one that looks up a callable", flow([`{ callable: "${chain(2000)}" }`])],
    [
      "one of written paths",
      flow(
        [
          withContext(`outputs: { ${range(2000, (index) => `a${index}: $ctx.a${index}`).join(", ")} }`),
          withContext(`inputs: ${chain(2000)}`),
        ],
        ["n0 >> n1"],
      ),
    ],
    ["a template of 2,000 parts", flow([withContext(`inputs: "${"{{ $ctx.a }}".repeat(2000)}"`)])],
    [
      "a chain of 2,000 nodes in one edge",
      flow(
        range(2000, () => call),
        [range(2000, (index) => `n${index}`).join(" >> ")],
      ),
    ],
    [
      "2,000 handlers of handlers",
      flow(
        range(2000, (index) =>
          index < 1999 ? `{ callable: "pkg#f", policy: { on_error: { goto: n${index + 1} } } }` : call,
        ),
      ),
    ],
    [
      "2,000 choices that may skip",
      flow(
        [...range(4000, (index) => (index % 2 === 0 ? router : call)), call],
        range(2000, (index) => [
          `n${2 * index} >> n${2 * index + 1}`,
          `(n${2 * index} | n${2 * index + 1}) >> n${2 * index + 2}`,
        ]).flat(),
      ),
    ],
  ])("%s", { timeout: 60_000 }, (_, text) => {
    expect(codesOf(text)).toEqual([]);
  });
});

describe("constructs with a limit of their own", () => {
  test.each([
    ["edge/too-deep", flow([call, call], [`${"(".repeat(2000)}n0${")".repeat(2000)} >> n1`])],
    ["edge/too-deep", flow([call, call], [`n0 >> ${"(n1 | ".repeat(2000)}n1${")".repeat(2000)}`])],
    ["condition/too-deep", flow([call, call], [`n0 >> n1 when ${"(".repeat(2000)}$ctx.x${")".repeat(2000)}`])],
    ["condition/too-deep", flow([call, call], [`n0 >> n1 when ${"not ".repeat(5000)}$ctx.x`])],
    ["condition/too-deep", flow([call, call], [`n0 >> n1 when ${"not (not ".repeat(150)}$ctx.x${")".repeat(150)}`])],
    ["yaml/too-deep", flow([withContext(`inputs: ${"{ a: ".repeat(2000)}$ctx.x${" }".repeat(2000)}`)])],
    ["yaml/too-deep", flow([withContext(`inputs: ${"[".repeat(2000)}$ctx.x${"]".repeat(2000)}`)])],
  ])("%s", (code, text) => {
    expect(codesOf(text)).toEqual([expect.stringMatching(new RegExp(`^${code} `, "u"))]);
  });
});
