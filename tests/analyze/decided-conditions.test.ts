import fc from "fast-check";
import { expect, test } from "vitest";
import { decideChoices, type KnownCase } from "../../compiler/analyze/conditions/decide.js";
import type { Decision } from "../../compiler/decisions.js";
import { conditionEvaluator } from "../../compiler/link/condition-evaluator.js";
import type { ChoicePlan } from "../../compiler/plan.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { drawnRuns } from "../drawn-runs.js";
import { openHost } from "../open-host.js";

/** Values of every kind that SPEC 12 treats in its own way, and some next to those that conditions state. */
const values: readonly unknown[] = [
  ...[undefined, null, true, false, NaN, 0, -0, 1, 1.5, 2, 3, -1, Infinity, -Infinity, 0.5, -0.5, 0n, 1n, Symbol("s")],
  ...["", "a", "a\0", "aa", "b", "ba", "true", "1", new Date(1), new Date(NaN), {}, ["a"], () => 1],
];

const operands = fc.constantFrom("$result.x", "$result.y", "$ctx.z", "$result.x ?? 1", '$result.y ?? "a"');
const numbers = fc.constantFrom("0", "1", "2", "-1");
const texts = fc.constantFrom('"a"', '"b"', '""');
const stated = fc.oneof(numbers, texts, fc.constantFrom("null", "true", "false"));
const orders = fc.constantFrom("<", "<=", ">", ">=");
const equal = fc.constantFrom("==", "!=");
const lists = fc.array(stated, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`);

/** Conditions about few values, which compare them with few others, so that many of them are related. */
function conditionsOf(value: fc.Arbitrary<string>, hasPairs: boolean): fc.Arbitrary<string> {
  const comparison = fc.oneof(
    fc.tuple(value, equal, stated).map((words) => words.join(" ")),
    fc.tuple(value, orders, fc.oneof(numbers, texts)).map((words) => words.join(" ")),
    fc.tuple(numbers, orders, value).map((words) => words.join(" ")),
    fc.tuple(value, lists).map(([one, list]) => `${one} in ${list}`),
    ...(hasPairs ? [fc.tuple(value, fc.oneof(orders, equal), value).map((words) => words.join(" "))] : []),
    value,
    fc.constantFrom("true", "1 < 2", '"a" == 1'),
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      comparison,
      tie("condition").map((one) => `not (${one})`),
      fc
        .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
        .map(([a, word, b]) => `(${a}) ${word} (${b})`),
    ),
  }));
  return condition;
}

/** Choices of conditions, `undefined` for `otherwise`. */
function choicesOf(value: fc.Arbitrary<string>, hasPairs: boolean): fc.Arbitrary<(string | undefined)[][]> {
  const choice = fc
    .tuple(fc.array(conditionsOf(value, hasPairs), { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([conditions, hasOtherwise]) => [...conditions, ...(hasOtherwise ? [undefined] : [])]);
  return fc.array(choice, { minLength: 1, maxLength: 3 });
}

function planned(choices: readonly (readonly (string | undefined)[])[]): readonly ChoicePlan[] {
  const edges = choices.map((alternatives, choice) => {
    const written = alternatives.map((condition, at) => {
      return `t${choice}${at} ${condition === undefined ? "otherwise" : `when ${condition}`}`;
    });
    return `s >> (${written.join(" | ")})`;
  });
  const ids = ["s", ...choices.flatMap((alternatives, choice) => alternatives.map((_, at) => `t${choice}${at}`))];
  const nodes = Object.fromEntries(ids.map((id) => [id, { callable: `ops#${id}` }]));
  const { ast } = planFlow({ path: "case.flow.yaml", text: JSON.stringify({ entry: "s", nodes, edges }) }, openHost);
  return ast?.nodes[0]?.choices ?? [];
}

/** What a run starts; undefined if a condition fails the node. */
function started(choices: readonly ChoicePlan[], result: unknown, context: unknown): string[] | undefined {
  try {
    return choices.flatMap(({ alternatives }) => {
      const taken = alternatives.find(({ condition }) => {
        return condition === undefined || conditionEvaluator(condition)(result, context);
      });
      return taken?.targets ?? [];
    });
  } catch {
    return undefined;
  }
}

/** The decisions of each part. */
function partsOf(decisions: readonly Decision[]): (readonly Decision[])[] {
  const numbers = new Set(decisions.map(({ part }) => part));
  return [...numbers].map((number) => decisions.filter(({ part }) => part === number));
}

function textOf({ always }: Decision): string {
  return [...always].sort().join();
}

/** Those of the targets that a part decides on, as text. */
function shareOf(part: readonly Decision[], targets: readonly string[]): string {
  return targets
    .filter((id) => part.some(({ always }) => always.includes(id)))
    .sort()
    .join();
}

test("conditions decide nothing that was not foreseen, whatever the values are", () => {
  fc.assert(
    fc.property(
      choicesOf(operands, true),
      fc.array(fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(...values))), { minLength: 20, maxLength: 20 }),
      (drawn, rows) => {
        const choices = planned(drawn);
        const decisions = decideChoices(choices);
        for (const [x, y, z] of rows) {
          const targets = started(choices, { x, y }, { z });
          if (targets === undefined) continue;
          const parts = partsOf(decisions);
          const shares = parts.map((part) => shareOf(part, targets));
          const all = shares.flatMap((share) => share.split(",").filter((id) => id !== ""));
          expect(all.sort(), JSON.stringify(drawn)).toEqual([...targets].sort());
          for (const [at, part] of parts.entries()) {
            expect(part.map(textOf), JSON.stringify(drawn)).toContain(shares[at]);
          }
        }
      },
    ),
    { numRuns: drawnRuns({ short: 100, long: 400 }) },
  );
});

test("whatever is foreseen of one value happens for some value", () => {
  fc.assert(
    fc.property(choicesOf(fc.constant("$result.x"), false), (drawn) => {
      const choices = planned(drawn);
      const seen = new Set<string>();
      for (const x of values) {
        const targets = started(choices, { x }, {});
        if (targets !== undefined) seen.add(targets.join());
      }
      // If every value fails the node, nothing is known but the form.
      if (seen.size === 0) return;
      for (const part of partsOf(decideChoices(choices))) {
        const shares = [...seen].map((text) => shareOf(part, text.split(",")));
        for (const one of part) expect(shares, JSON.stringify(drawn)).toContain(textOf(one));
      }
    }),
    { numRuns: drawnRuns({ short: 100, long: 400 }) },
  );
});

/** `$result.kind` as one of these texts, and nothing else. */
function oneOf(texts: readonly string[]): KnownCase {
  const known = new Set<unknown>(texts);
  return (value) => {
    if (value.kind !== "result" || value.path[0]?.value !== "kind") return undefined;
    return { stated: texts, canBe: (sample) => known.has(sample) };
  };
}

test.each([
  ["a text", (at: number) => `$result.kind == "k${at}"`],
  ["a list", (at: number) => `$result.kind in ["k${at}", "l${at}"]`],
  ["one of two texts", (at: number) => `$result.kind == "k${at}" or "l${at}" == $result.kind`],
  ["a text, and something else", (at: number) => `$result.kind == "k${at}" and ($result.n > 1 or true)`],
])("a choice of 1,200 alternatives, each for %s, is decided as one of few is", (_, conditionFor) => {
  const count = 1_200;
  const numbers = Array.from({ length: count }, (_one, at) => at);
  const choices = planned([numbers.map(conditionFor)]);
  const started = (decisions: readonly Decision[]): number =>
    decisions.filter(({ always }) => always.length > 0).length;
  // Any other text starts none of them.
  const open = decideChoices(choices);
  expect([open.length, started(open)]).toEqual([count + 1, count]);
  const whole = decideChoices(choices, [oneOf(numbers.map((at) => `k${at}`))]);
  expect([whole.length, started(whole)]).toEqual([count, count]);
  const short = decideChoices(choices, [oneOf([...numbers.map((at) => `k${at}`), "other"])]);
  expect([short.length, started(short)]).toEqual([count + 1, count]);
});

test("an id that looks like several ids joined is a target of its own", () => {
  const [choice] = planned([["$result.x", undefined]]);
  const targets = [["a", "b"], ["a\nb"]];
  const alternatives = (choice?.alternatives ?? []).map((one, at) => ({ ...one, targets: targets[at] ?? [] }));
  const decided = decideChoices([{ ...choice, alternatives }]).map(({ always }) => always);
  expect(new Set(decided)).toEqual(new Set(targets));
});
