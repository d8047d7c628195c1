import type { Decision } from "../../decisions.js";
import type { ChoicePlan, ConditionPlan } from "../../plan.js";
import {
  type Asked,
  createQuestions,
  type Known,
  outcomeOf,
  type Questions,
  samplesOf,
  type Variable,
  variablesIn,
} from "./questions.js";
import type { Sample } from "./samples.js";

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
export function decideChoices(choices: readonly ChoicePlan[], cases: readonly KnownCase[] = []): Decision[] {
  return decideAll(choices, cases).flatMap((decisions, part) => decisions.map((decision) => ({ ...decision, part })));
}

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
    return { choice, alternatives, variables: [...new Set(variables)] };
  });
  return { asked, questions, cases };
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
      const always = takenBy(choices, world, questions);
      if (always !== undefined) found.set(JSON.stringify(always), { always, maybe: [] });
    }
  }
  return found.size === 0 ? undefined : [...found.values()];
}

function tried(
  variable: Variable | undefined,
  known: KnownCase | undefined,
  budget: { steps: number },
): readonly Sample[] {
  if (variable === undefined) return [];
  budget.steps -= variable.tests.length * (variable.stated.size + 1);
  return budget.steps < 0 ? [] : samplesOf(variable, variable.value && known?.(variable.value));
}

function combinationsOf(lists: readonly (readonly Sample[])[]): Sample[][] {
  let rows: Sample[][] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((one): Sample[] => [...row, one]));
  return rows;
}

/** The targets that choices start; undefined if a condition cannot be evaluated. */
function takenBy(
  choices: readonly AskedChoice[],
  world: readonly Sample[],
  { variables }: Questions,
): string[] | undefined {
  const taken: string[] = [];
  for (const { choice, alternatives } of choices) {
    for (const [at, asked] of alternatives.entries()) {
      const outcome = asked === undefined || outcomeOf(asked, world, variables);
      if (outcome === undefined) return undefined;
      if (!outcome) continue;
      taken.push(...(choice.alternatives[at]?.targets ?? []));
      break;
    }
  }
  return taken;
}
