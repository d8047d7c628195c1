import type { Decision } from "../../decisions.js";
import type { ChoicePlan, ConditionPlan } from "../../plan.js";
import { addToList } from "../../add-to-list.js";
import {
  type Asked,
  createQuestions,
  equalTo,
  neededFor,
  type Known,
  outcomeOf,
  type Questions,
  samplesOf,
  type Variable,
  variablesIn,
} from "./questions.js";
import { object, type Sample } from "./samples.js";

/** One way in which a node's result can be: what is known of the values in it that conditions read. */
export type KnownCase = (value: ConditionPlan) => Known | undefined;

/** The most steps that are spent on one part of a node's choices. If it takes more, less is proved. */
const mostSteps = 500_000;

/**
 * Returns what the conditions of a node can decide once it has succeeded (SPEC 12). Choices that read the same values are
 * decided on together: every value that their comparisons tell apart is tried. All others are independent.
 *
 * @param cases what types say of the result, if anything
 */
export function decideChoices(choices: readonly ChoicePlan[], cases: readonly KnownCase[] = []): readonly Decision[] {
  const known = cases.length === 0 ? decided.get(choices) : undefined;
  if (known !== undefined) return known;
  const decisions = decideAll(choices, cases).flatMap((part, at) =>
    part.map((decision) => ({ ...decision, part: at })),
  );
  if (cases.length === 0) decided.set(choices, decisions);
  return decisions;
}

/** What was found without types: it is asked for again for each node behind the choices. */
const decided = new WeakMap<readonly ChoicePlan[], readonly Decision[]>();

/** One list for each part. */
function decideAll(choices: readonly ChoicePlan[], cases: readonly KnownCase[]): Decision[][] {
  const input = askAll(choices, cases, createQuestions());
  const groups = groupsOf(input.asked);
  const isOfResult = ({ variables }: AskedChoice): boolean =>
    variables.some((variable) => input.questions.variables[variable]?.value?.kind === "result");
  const ofResult = groups.filter((group) => group.some(isOfResult));
  // What is one case of the result is the same one for all conditions.
  const together = cases.length > 1 && ofResult.length > 1 ? decide(ofResult.flat(), input) : undefined;
  const others = together === undefined ? groups : groups.filter((group) => !ofResult.includes(group));
  const decided = others.flatMap((group) => {
    const decisions = decide(group, input);
    return decisions === undefined ? decideByForm(group.map(({ choice }) => choice)) : [decisions];
  });
  return together === undefined ? decided : [together, ...decided];
}

/** The same where conditions read too many values: all that is known is which conditions are the same or opposite. */
function decideByForm(choices: readonly ChoicePlan[]): Decision[][] {
  const input = askAll(choices, [], createQuestions(true));
  return groupsOf(input.asked).flatMap((group) => {
    const decisions = decide(group, input);
    return decisions === undefined ? group.map(({ choice }) => anyOf(choice)) : [decisions];
  });
}

/** Any of the alternatives, or none if there is no `otherwise`. */
function anyOf({ alternatives }: ChoicePlan): Decision[] {
  const decisions = alternatives.map(({ targets }): Decision => ({ always: targets, maybe: [] }));
  return alternatives.at(-1)?.condition === undefined ? decisions : [...decisions, { always: [], maybe: [] }];
}

interface AskedChoice {
  readonly choice: ChoicePlan;
  /** Undefined for `otherwise`. */
  readonly alternatives: readonly (Asked | undefined)[];
  readonly variables: readonly number[];
  /** The positions of alternatives that hold only with a test for equality, keyed by variable and test. */
  readonly withTest: ReadonlyMap<string, readonly number[]>;
  /** The same, keyed by variable. */
  readonly withVariable: ReadonlyMap<number, readonly number[]>;
  /** The positions of the others. */
  readonly others: readonly number[];
}

interface Deciding {
  readonly asked: readonly AskedChoice[];
  readonly questions: Questions;
  readonly cases: readonly KnownCase[];
}

function askAll(choices: readonly ChoicePlan[], cases: readonly KnownCase[], questions: Questions): Deciding {
  const asked = choices.map((choice): AskedChoice => {
    const alternatives = choice.alternatives.map(({ condition }) => condition && questions.ask(condition));
    const variables = alternatives.flatMap((condition) => (condition === undefined ? [] : variablesIn(condition)));
    return { choice, alternatives, variables: [...new Set(variables)], ...byTest(alternatives, questions) };
  });
  return { asked, questions, cases };
}

function byTest(
  alternatives: AskedChoice["alternatives"],
  { variables }: Questions,
): Pick<AskedChoice, "withTest" | "withVariable" | "others"> {
  const withTest = new Map<string, number[]>();
  const withVariable = new Map<number, number[]>();
  const others: number[] = [];
  for (const [at, asked] of alternatives.entries()) {
    const needed = asked && neededFor(asked, variables);
    if (needed === undefined) others.push(at);
    for (const { variable, test } of needed ?? []) {
      addToList(withTest, `${variable} ${test}`, at);
      addToList(withVariable, variable, at);
    }
  }
  return { withTest, withVariable, others };
}

/** Puts choices together that read the same values. */
function groupsOf(choices: readonly AskedChoice[]): AskedChoice[][] {
  const groups = new Set<AskedChoice[]>();
  const groupOf = new Map<number, AskedChoice[]>();
  for (const choice of choices) {
    const [group = [], ...others] = new Set(
      choice.variables.flatMap((variable) => {
        const known = groupOf.get(variable);
        return known === undefined ? [] : [known];
      }),
    );
    const added = [...others.flat(), choice];
    for (const other of others) groups.delete(other);
    group.push(...added);
    groups.add(group);
    for (const variable of added.flatMap(({ variables }) => variables)) groupOf.set(variable, group);
  }
  return [...groups];
}

/** Undefined if there is too much to try, or if every value fails the node. */
function decide(choices: readonly AskedChoice[], { questions, cases }: Deciding): Decision[] | undefined {
  const variables = [...new Set(choices.flatMap((choice) => choice.variables))];
  const found = new Map<string, Decision>();
  const budget = { steps: mostSteps };
  for (const one of cases.length === 0 ? [undefined] : cases) {
    const samples = variables.map((at) => tried(questions.variables[at], one, budget));
    budget.steps -= samples.reduce((count, { length }) => count * length, choices.length);
    if (budget.steps < 0) return undefined;
    for (const values of combinationsOf(samples)) {
      const world: Sample[] = [];
      for (const [at, variable] of variables.entries()) world[variable] = values[at];
      const always = takenBy(choices, { world, budget }, questions);
      if (budget.steps < 0) return undefined;
      if (always !== undefined) found.set(JSON.stringify(always), { always, maybe: [] });
    }
  }
  return found.size === 0 ? undefined : [...found.values()];
}

function tried(variable: Variable | undefined, known: KnownCase | undefined, budget: Budget): readonly Sample[] {
  if (variable === undefined) return [];
  const others = variable.tests.filter(({ isForEqual }) => !isForEqual).length;
  budget.steps -= (others + 1) * (variable.stated.size + 1);
  return budget.steps < 0 ? [] : samplesOf(variable, variable.value && known?.(variable.value));
}

function combinationsOf(lists: readonly (readonly Sample[])[]): Sample[][] {
  let rows: Sample[][] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((one): Sample[] => [...row, one]));
  return rows;
}

interface Budget {
  steps: number;
}

interface World {
  readonly world: readonly Sample[];
  readonly budget: Budget;
}

/** The targets that choices start; undefined if a condition cannot be evaluated. */
function takenBy(
  choices: readonly AskedChoice[],
  { world, budget }: World,
  questions: Questions,
): string[] | undefined {
  const taken: string[] = [];
  for (const asked of choices) {
    for (const at of candidates(asked, world, questions)) {
      budget.steps--;
      const condition = asked.alternatives[at];
      const outcome = condition === undefined || outcomeOf(condition, world, questions.variables);
      if (outcome === undefined) return undefined;
      if (!outcome) continue;
      taken.push(...(asked.choice.alternatives[at]?.targets ?? []));
      break;
    }
  }
  return taken;
}

/** The positions of the alternatives that may hold or fail, in order. */
function candidates(asked: AskedChoice, world: readonly Sample[], { variables }: Questions): Iterable<number> {
  const found = new Set(asked.others);
  const add = (alternatives: readonly number[] = []): void => {
    for (const alternative of alternatives) found.add(alternative);
  };
  for (const at of asked.variables) {
    const variable = variables[at];
    // Tests for equality with an object fail.
    if (world[at] === object) add(asked.withVariable.get(at));
    else if (variable !== undefined)
      for (const test of equalTo(variable, world[at])) add(asked.withTest.get(`${at} ${test}`));
  }
  return [...found].sort((one, other) => one - other);
}
