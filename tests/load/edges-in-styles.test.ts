import fc from "fast-check";
import { expect, test } from "vitest";
import { Document, Scalar } from "yaml";
import type { ChoicePlan } from "../../compiler/plan.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { createRandom } from "../analyze/random-flow.js";
import { randomCondition } from "../model/random-condition.js";
import { openHost } from "../open-host.js";
import { textAt } from "./load.js";

const ids = ["when", "otherwise", "and", "or", "not", "in", "null", "true", "🎉 #1: [x]"];
const styles = fc.constantFrom<Scalar.Type>("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED");

interface Edge {
  readonly text: string;
  /** Each condition as it is written, and without needless blanks. */
  readonly conditions: readonly { readonly written: string; readonly reason: string }[];
}

/** A choice of `a`, with conditions whose texts contain what YAML cuts. */
function edgeOf(seed: number): Edge {
  const random = createRandom(seed);
  const conditions = Array.from({ length: 1 + random(3) }, () => {
    const { text, reason } = randomCondition({ random, others: [], isRisky: false });
    return { written: `when ${text}`, reason };
  });
  const start = random(ids.length);
  const alternatives = conditions.map(({ written }, at) => {
    const id = ids[(start + at) % ids.length] ?? "";
    return `${/^\w+$/u.test(id) ? id : JSON.stringify(id)} ${written}`;
  });
  return { text: `a >> (${alternatives.join(random(2) === 0 ? " | " : "\n&")})`, conditions };
}

interface Form {
  readonly style: Scalar.Type;
  readonly isFlow: boolean;
  readonly width: number;
  readonly lineBreak: string;
}

function flowOf(edge: string, { style, isFlow, width, lineBreak }: Form): string {
  const document = new Document({
    entry: "a",
    nodes: Object.fromEntries(["a", ...ids].map((id) => [id, { callable: "ops#f" }])),
  });
  const scalar = new Scalar(edge);
  scalar.type = style;
  document.set("edges", document.createNode([scalar], { flow: isFlow }));
  return document.toString({ lineWidth: width, minContentWidth: 2 }).replaceAll("\n", lineBreak);
}

function choicesIn(text: string): readonly ChoicePlan[] {
  const { plan, diagnostics } = planFlow({ path: "case.flow.yaml", text }, openHost);
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  expect([text, errors]).toEqual([text, []]);
  return plan?.nodes[0]?.choices ?? [];
}

const withoutPlaces = (choices: readonly ChoicePlan[]): unknown =>
  JSON.parse(JSON.stringify(choices, (key, value: unknown) => (key === "span" ? undefined : value)));

test("an edge with conditions means the same in every style of YAML, and each condition has its place", () => {
  const forms = fc.record({
    style: styles,
    isFlow: fc.boolean(),
    width: fc.constantFrom(0, 20, 60),
    lineBreak: fc.constantFrom("\n", "\r\n"),
  });
  fc.assert(
    fc.property(fc.nat(100_000), forms, (seed, form) => {
      const edge = edgeOf(seed);
      const text = flowOf(edge.text, form);
      const choices = choicesIn(text);
      const plain = choicesIn(flowOf(edge.text, { style: "QUOTE_DOUBLE", isFlow: false, width: 0, lineBreak: "\n" }));
      expect(withoutPlaces(choices)).toEqual(withoutPlaces(plain));
      const alternatives = choices.flatMap((choice) => choice.alternatives);
      expect(alternatives.map(({ reason }) => reason)).toEqual(edge.conditions.map(({ reason }) => reason));
      for (const [at, { span }] of alternatives.entries()) {
        const found = textAt(text, span);
        expect(found.startsWith("when")).toBe(true);
        if (form.width === 0 && !/["'\n\t]/u.test(edge.text)) expect(found).toBe(edge.conditions[at]?.written);
      }
    }),
    { numRuns: 200 },
  );
});
