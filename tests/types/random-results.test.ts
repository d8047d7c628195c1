import fc from "fast-check";
import { expect, test } from "vitest";
import { linkFlow } from "../../compiler/link/link-flow.js";
import {
  defineFlow,
  type FlowContext,
  FlowError,
  type FlowEvent,
  route,
  type RunOptions,
} from "../../runtime/index.js";
import { createPlan } from "../../compiler/analyze/create-plan.js";
import { analyzeLarge } from "../analyze/large/analyze-large.js";
import type { LargeFlow } from "../analyze/large/flow.js";
import { createRandom, type Random } from "../analyze/random-flow.js";
import { checkCases, type TypedCase } from "./check-cases.js";

/** One member of the union that a plain node with the successors `x` and `y` returns: a type, and a value of it. */
interface Part {
  readonly type: string;
  readonly value: unknown;
}

const ids: readonly Part[] = [
  { type: '"x"', value: "x" },
  { type: '"y"', value: "y" },
  { type: '("x" | "y")[]', value: ["y"] },
  { type: 'readonly ["x", "y"]', value: ["x", "y"] },
];
const routes: readonly Part[] = [
  { type: 'Route<"x">', value: route("x") },
  { type: 'Route<"x" | "y">', value: route("y") },
  { type: 'Route<"y">[]', value: [route("y")] },
];
const nothing: readonly Part[] = [
  { type: "undefined", value: undefined },
  { type: "null", value: null },
];
const data: readonly Part[] = [
  { type: "number", value: 1 },
  { type: '"z"', value: "z" },
  { type: "{ readonly score: number }", value: { score: 1 } },
  { type: "number[]", value: [1] },
  { type: "boolean", value: true },
];

/** Mostly ids alone, or ids and nothing, since that is where the two findings differ. */
function randomParts(random: Random): Part[] {
  const mixes = [
    ids,
    ids,
    ids,
    [...ids, ...nothing],
    [...ids, ...data],
    routes,
    [...routes, ...ids],
    [...routes, ...data],
    data,
  ];
  const from = mixes[random(mixes.length)] ?? ids;
  return Array.from({ length: 1 + random(3) }, () => from[random(from.length)] ?? { type: "null", value: null });
}

interface Drawn {
  readonly parts: readonly Part[];
  readonly isPromise: boolean;
}

const flow: LargeFlow = {
  concurrency: 1,
  nodes: ["r", "x", "y"].map((id) => ({ id, kind: "plain", writes: [] })),
  edges: ["x", "y"].map((to) => ({ groups: [["r"]], to })),
};

/** What happens in a run in which `r` returns a value: it fails, or it starts these nodes. */
async function startsOf(value: unknown, isPromise: boolean): Promise<"fails" | readonly string[]> {
  const call = (): unknown => (isPromise ? Promise.resolve(value) : value);
  const { analysis, given } = analyzeLarge(flow, ({ id }) => (id === "r" ? call : () => null));
  if (analysis === undefined) throw new Error("the flow does not resolve");
  const starts: string[] = [];
  const onEvent = (event: FlowEvent): void => {
    if (event.type === "start" && event.nodeId !== "r") starts.push(event.nodeId);
  };
  const spec = linkFlow(createPlan(analysis), (callable) =>
    callable.kind === "given" ? given.get(callable.key) : undefined,
  );
  try {
    const flow = defineFlow<{ run(context: object, input: unknown, options: RunOptions): Promise<FlowContext> }>(spec);
    await flow.run({}, "input", { onEvent });
    return starts;
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    return "fails";
  }
}

/**
 * What `check` must report according to the runs: a value with which they fail, or only ids, each of which starts both
 * successors.
 */
async function expectedOf({ parts, isPromise }: Drawn): Promise<string[]> {
  const runs = await Promise.all(parts.map(({ value }) => startsOf(value, isPromise)));
  if (runs.includes("fails")) return ["error types/undeclared-router"];
  const told = parts.filter(({ value }) => value !== undefined && value !== null);
  const isChoice = told.every(({ value }) => [value].flat().every((one) => one === "x" || one === "y"));
  const areBothStarted = runs.every((starts) => starts !== "fails" && starts.length === 2);
  return told.length > 0 && isChoice && areBothStarted ? ["warning types/ids-as-data"] : [];
}

test("an undeclared router is reported if its random results have the same effect in runs", async () => {
  const { seed = 1 } = fc.readConfigureGlobal();
  const random = createRandom(seed);
  const drawn = Array.from({ length: 120 }, (): Drawn => ({ parts: randomParts(random), isPromise: random(3) === 0 }));
  const nodes = "{ r: { callable: ops.r }, x: { callable: ops.x }, y: { callable: ops.x } }";
  const typeOf = ({ parts, isPromise }: Drawn): string => {
    const union = parts.map(({ type }) => type).join(" | ");
    return isPromise ? `Promise<${union}>` : union;
  };
  const cases = drawn.map((one, index): TypedCase => {
    const ops = [
      'import type { Route } from "@flowc/runtime";',
      `export declare function r(): ${typeOf(one)};`,
      "export declare function x(given: unknown): void;",
      "export type { Route };",
    ];
    return {
      name: String(index),
      flow: `entry: r\nnodes: ${nodes}\nedges:\n  - r >> (x | y)\n`,
      files: { "ops.ts": `${ops.join("\n")}\n` },
    };
  });
  const expected = await Promise.all(drawn.map(expectedOf));
  for (const finding of ["error types/undeclared-router", "warning types/ids-as-data"])
    expect(expected.filter((found) => found.includes(finding)).length).toBeGreaterThan(20);
  await checkCases(cases, (found) => {
    const told = drawn.map((one, index) => {
      const texts = found.get(String(index))?.check.map((text) => text.split(" ").slice(0, 2).join(" "));
      return [seed, typeOf(one), texts];
    });
    expect(told).toEqual(drawn.map((one, index) => [seed, typeOf(one), expected[index]]));
  });
}, 120_000);
