import { addToList } from "../../add-to-list.js";
import type { ComparisonPlan, ConditionPlan, LiteralPlan } from "../../plan.js";
import { conditionKey } from "./condition-key.js";
import {
  equals,
  holds,
  isIn,
  isInOrder,
  object,
  type Outcome,
  type Sample,
  samplesFor,
  type Stated,
} from "./samples.js";

/**
 * Something that conditions of a node ask about: a value, how two values compare, or a comparison about which nothing is
 * known. All conditions of a node are evaluated at once (SPEC 12), so it is the same for each of them.
 */
export interface Variable {
  /** The value; undefined if it is none. */
  readonly value: ConditionPlan | undefined;
  /** The values with which it is compared. */
  readonly stated: Set<Stated>;
  /** What conditions ask of it, for each of its samples. */
  readonly tests: Test[];
  /** For each value, the positions of those tests that ask whether it is this one: only they hold. */
  readonly equal: Map<Stated, number[]>;
}

export interface Test {
  /** Whether it asks for equality with certain values. All but these give the same answer, except for objects. */
  readonly isForEqual: boolean;
  of(sample: Sample): Outcome;
}

/** A condition as questions about variables. */
export type Asked =
  | { readonly kind: "constant"; readonly outcome: Outcome }
  | TestAsked
  | { readonly kind: "not"; readonly member: Asked }
  | { readonly kind: "and" | "or"; readonly members: readonly Asked[] };

export interface TestAsked {
  readonly kind: "test";
  /** The position of the variable, and of the test in it. */
  readonly variable: number;
  readonly test: number;
}

export interface Questions {
  readonly variables: readonly Variable[];
  ask(condition: ConditionPlan): Asked;
}

/** @param isWhole whether each condition is one question, regardless of what it compares */
export function createQuestions(isWhole = false): Questions {
  const variables: Variable[] = [];
  const positions = new Map<string, number>();
  const tests = new Map<string, number>();
  const test = (of: Of, name: string, outcome: (sample: Sample) => Outcome): Asked => {
    const key = `${of.kind} ${of.key}`;
    const variable =
      positions.get(key) ?? variables.push({ value: of.value, stated: new Set(), tests: [], equal: new Map() }) - 1;
    positions.set(key, variable);
    const { tests: own = [], stated, equal } = variables[variable] ?? {};
    const isForEqual = of.equal !== undefined;
    const found = tests.get(`${key} ${name}`) ?? own.push({ isForEqual, of: outcome }) - 1;
    if (!tests.has(`${key} ${name}`))
      for (const one of new Set(of.equal)) addToList(equal ?? new Map<Stated, number[]>(), one, found);
    tests.set(`${key} ${name}`, found);
    for (const one of of.stated ?? []) stated?.add(one);
    return { kind: "test", variable, test: found };
  };
  const ask = (condition: ConditionPlan): Asked => {
    if (isWhole && condition.kind !== "not") return askWhole(condition, test);
    switch (condition.kind) {
      case "and":
      case "or":
        return { kind: condition.kind, members: condition.members.map(ask) };
      case "not":
        return { kind: "not", member: ask(condition.member) };
      case "literal":
        return { kind: "constant", outcome: Boolean(condition.value) };
      case "comparison":
        return compared(condition, test);
      default:
        return test(valueOf(condition), "holds", holds);
    }
  };
  return { variables, ask };
}

interface Of {
  readonly kind: "value" | "pair" | "opaque";
  readonly key: string;
  readonly value?: ConditionPlan;
  readonly stated?: readonly Stated[];
  /** The values for which the test holds, if it is for no other. */
  readonly equal?: readonly Stated[];
}

type AddTest = (of: Of, name: string, outcome: (sample: Sample) => Outcome) => Asked;

const turned: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function compared(comparison: ComparisonPlan, test: AddTest): Asked {
  const { operator, left, right } = comparison;
  if (operator === "!=") return { kind: "not", member: compared({ ...comparison, operator: "==" }, test) };
  if (operator === "in") return searched(comparison, test);
  if (left.kind === "literal" && right.kind === "literal") {
    return { kind: "constant", outcome: compare(left.value, operator, right.value) };
  }
  if (right.kind === "literal" && isValue(left)) return withStated(left, operator, right, test);
  if (left.kind === "literal" && isValue(right)) return withStated(right, turned[operator] ?? operator, left, test);
  return isValue(left) && isValue(right) ? ofPair([left, right], operator, test) : opaque(comparison, test);
}

function searched(comparison: ComparisonPlan, test: AddTest): Asked {
  const { left, right } = comparison;
  if (right.kind !== "literal-list") return opaque(comparison, test);
  const stated = right.items.map(({ value }) => value);
  if (left.kind === "literal") return { kind: "constant", outcome: isIn(left.value, new Set(stated)) };
  if (!isValue(left)) return opaque(comparison, test);
  const items = new Set(stated);
  return test({ ...valueOf(left), stated, equal: stated }, `in ${conditionKey(right)}`, (sample) =>
    isIn(sample, items),
  );
}

function withStated(value: ConditionPlan, operator: string, { value: stated }: LiteralPlan, test: AddTest): Asked {
  const name = `${operator} ${JSON.stringify(stated)}`;
  const of = { ...valueOf(value), stated: [stated], ...(operator === "==" && { equal: [stated] }) };
  return test(of, name, (sample) => compare(sample, operator, stated));
}

function compare(value: Sample, operator: string, stated: Stated): Outcome {
  return operator === "==" ? equals(value, stated) : isInOrder(value, operator, stated);
}

/**
 * How two values compare, as a sample: the first is smaller, both are equal, or it is greater; neither, as with `NaN`;
 * equal or not equal without an order, as texts and numbers; not comparable.
 */
const orders = new Map<Sample, Readonly<Record<string, Outcome>>>([
  [-1, { "==": false, "<": true, "<=": true, ">": false, ">=": false }],
  [0, { "==": true, "<": false, "<=": true, ">": false, ">=": true }],
  [1, { "==": false, "<": false, "<=": false, ">": true, ">=": true }],
  [NaN, { "==": false, "<": false, "<=": false, ">": false, ">=": false }],
  [true, { "==": true }],
  [false, { "==": false }],
  [undefined, {}],
]);

function ofPair(values: readonly [ConditionPlan, ConditionPlan], operator: string, test: AddTest): Asked {
  const [left, right] = values.map(conditionKey);
  const isTurned = (left ?? "") > (right ?? "");
  const key = isTurned ? `${right} ${left}` : `${left} ${right}`;
  const asked = isTurned ? (turned[operator] ?? operator) : operator;
  return test({ kind: "pair", key }, asked, (sample) => orders.get(sample)?.[asked]);
}

function askWhole(condition: ConditionPlan, test: AddTest): Asked {
  const isOpposite = condition.kind === "comparison" && condition.operator === "!=";
  const asked = opaque(isOpposite ? { ...condition, operator: "==" } : condition, test);
  return isOpposite ? { kind: "not", member: asked } : asked;
}

/** A comparison that is only known to be the same each time. */
function opaque(comparison: ConditionPlan, test: AddTest): Asked {
  const outcomeOf = (sample: Sample): Outcome => (typeof sample === "boolean" ? sample : undefined);
  return test({ kind: "opaque", key: conditionKey(comparison) }, "holds", outcomeOf);
}

function isValue({ kind }: ConditionPlan): boolean {
  return kind === "reference" || kind === "result" || kind === "coalesce";
}

function valueOf(value: ConditionPlan): Of {
  return { kind: "value", key: conditionKey(value), value };
}

/** Returns samples of a variable, one for each way to answer all of its tests. */
export function samplesOf(variable: Variable, known: Known | undefined): Sample[] {
  const all =
    variable.value === undefined ? [...orders.keys()] : samplesFor([...variable.stated, ...(known?.stated ?? [])]);
  const answers = new Set<string>();
  const others = variable.tests.filter(({ isForEqual }) => !isForEqual);
  return all.filter((sample) => {
    if (known?.canBe(sample) === false) return false;
    const answer = others.map((test) => answerText(test.of(sample))).join("");
    // Which of the others hold is the same for all samples that none of them is about.
    const equal = sample === object ? "object" : equalTo(variable, sample).join();
    return answers.size < answers.add(`${answer} ${equal}`).size;
  });
}

/** The positions of the tests for equality that hold for a sample. */
export function equalTo({ equal }: Variable, sample: Sample): readonly number[] {
  if (typeof sample === "symbol") return [];
  return equal.get(sample ?? null) ?? [];
}

/** What is known of a value. */
export interface Known {
  /** The texts, numbers and so on that it can be, where only some are possible. */
  readonly stated: readonly Stated[];
  canBe(sample: Sample): boolean;
}

function answerText(outcome: Outcome): string {
  return outcome === undefined ? "?" : outcome ? "1" : "0";
}

/** Whether a condition holds for certain samples, given by the position of their variable. */
export function outcomeOf(asked: Asked, samples: readonly Sample[], variables: readonly Variable[]): Outcome {
  switch (asked.kind) {
    case "constant":
      return asked.outcome;
    case "test":
      return variables[asked.variable]?.tests[asked.test]?.of(samples[asked.variable]);
    case "not": {
      const outcome = outcomeOf(asked.member, samples, variables);
      return outcome === undefined ? undefined : !outcome;
    }
    default: {
      const isDecided = asked.kind === "or";
      for (const member of asked.members) {
        const outcome = outcomeOf(member, samples, variables);
        if (outcome === undefined || outcome === isDecided) return outcome;
      }
      return !isDecided;
    }
  }
}

/** The positions of the variables that a condition asks about. */
export function variablesIn(asked: Asked): number[] {
  if (asked.kind === "test") return [asked.variable];
  if (asked.kind === "not") return variablesIn(asked.member);
  return asked.kind === "constant" ? [] : asked.members.flatMap(variablesIn);
}

/**
 * Tests for equality: wherever a condition holds, one of them does, as long as no value is an object, for which they fail. Undefined
 * if it can hold without.
 */
export function neededFor(asked: Asked, variables: readonly Variable[]): readonly TestAsked[] | undefined {
  switch (asked.kind) {
    case "test":
      return variables[asked.variable]?.tests[asked.test]?.isForEqual === true ? [asked] : undefined;
    case "and":
      // If the first one does not hold, the others are not read.
      return asked.members[0] && neededFor(asked.members[0], variables);
    case "or": {
      const needed = asked.members.map((member) => neededFor(member, variables));
      return needed.includes(undefined) ? undefined : needed.flatMap((tests) => tests ?? []);
    }
    default:
      return undefined;
  }
}
