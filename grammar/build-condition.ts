import type { IToken } from "chevrotain";
import type {
  Comparison,
  ComparisonOperator,
  Condition,
  Literal,
  LiteralList,
  Operand,
  PathKey,
  TextRange,
} from "./ast.js";
import { type BracketTokens, numberLiteral, stringLiteral, wordOperand } from "./build-operand.js";
import { And, Comma, Not, Or } from "./condition-tokens.js";
import { NumberLiteral, Quoted, Word } from "./expression-tokens.js";
import { type FaultList, reportUnexpected } from "./fault-list.js";
import { endOf, hasPlace, rangeOf } from "./token-range.js";
import { comparisonOperators, scopes } from "./words.js";

/** A value between operators. `value` is undefined if it is empty, or wrong and already reported. */
export interface Checked {
  readonly value: Condition | undefined;
  readonly isEmpty: boolean;
}

/** How flowc writes the operators of other languages. */
const meant: Readonly<Record<string, ComparisonOperator>> = {
  "=": "==",
  "===": "==",
  is: "==",
  "!==": "!=",
  "<>": "!=",
  "=<": "<=",
  "=>": ">=",
};

/** Returns the operator that a token means. Another spelling of it is reported. */
export function operatorOf({ faults }: FaultList, token: IToken): ComparisonOperator {
  const { image, tokenType } = token;
  if (image.includes("~")) {
    faults.push({ code: "condition/unknown-operator", params: { found: image, write: "" }, range: rangeOf(token) });
    return "==";
  }
  const word = tokenType === And ? "and" : tokenType === Or ? "or" : tokenType === Not ? "not" : image.toLowerCase();
  const write = meant[word] ?? word;
  if (write !== image) {
    faults.push({ code: "condition/unknown-operator", params: { found: image, write }, range: rangeOf(token) });
  }
  return comparisonOperators.find((operator) => operator === write) ?? "==";
}

interface Missing {
  readonly before: IToken;
  readonly next: IToken;
  /** Where the condition ends. */
  readonly end: number;
}

/** Reports a missing operand: at the token in its place, or where the condition ends. */
export function reportMissing({ faults }: FaultList, { before, next, end }: Missing): void {
  const at = hasPlace(before) ? endOf(before) : end;
  const range = hasPlace(next) ? rangeOf(next) : { start: Math.min(at, end), end: Math.min(at, end) };
  const found = hasPlace(next) ? next.image : "";
  faults.push({ code: "condition/missing-operand", params: { found }, range });
}

export function reportOpenQuote({ faults }: FaultList, { startOffset }: IToken): void {
  faults.push({
    code: "expression/unclosed-quote",
    params: {},
    range: { start: startOffset, end: startOffset + 1 },
  });
}

/** Creates the literal of a quoted text or a number. */
export function literalOf(list: FaultList, token: IToken): Literal | undefined {
  return token.tokenType === Quoted ? stringLiteral(list, token) : numberLiteral(list, token);
}

interface WordTokens {
  readonly word: IToken;
  readonly steps: readonly (PathKey | undefined)[];
  readonly end: number;
}

/** The reference or literal that a word means. A word that means nothing is reported. */
export function conditionWord(list: FaultList, tokens: WordTokens): Operand | undefined {
  const { word, steps, end } = tokens;
  const { image } = word;
  if (image === "$result") {
    const path = steps.filter((step) => step !== undefined);
    return { kind: "result", path, range: { start: word.startOffset, end } };
  }
  const isKnown = image.startsWith("$") || ["true", "false", "null", ...scopes].includes(image);
  if (isKnown) return wordOperand(list, tokens);
  const range = { start: word.startOffset, end };
  const found = list.text.slice(range.start, range.end);
  const isCalled = /^\(/u.test(list.text.slice(range.end));
  list.faults.push({ code: "condition/bare-word", params: { found: isCalled ? `${found}()` : found }, range });
  return undefined;
}

/** The operand of `a ?? b`. Only references and literals have alternatives. */
export function chainOf(list: FaultList, { values, operators, range }: Chained): Condition | undefined {
  const [first] = values;
  if (operators.length === 0) return first?.value;
  const operands = values.flatMap(({ value }, index) => {
    if (value === undefined) return [];
    if (value.kind === "reference" || value.kind === "result" || (value.kind === "literal" && index > 0)) {
      return [value];
    }
    const operator = operators[Math.max(index - 1, 0)];
    if (operator !== undefined) reportUnexpected(list, [operator]);
    return [];
  });
  return operands.length < values.length ? operands[0] : { kind: "coalesce", operands, range };
}

interface Chained {
  readonly values: readonly Checked[];
  readonly operators: readonly IToken[];
  readonly range: TextRange;
}

const wordLiterals: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** The list of `["a", "b"]`. Everything but literals with commas between them is reported. */
export function literalList(list: FaultList, { open, items, close }: BracketTokens): LiteralList | undefined {
  if (close === undefined) {
    list.faults.push({ code: "expression/unclosed-bracket", params: {}, range: rangeOf(open) });
    return undefined;
  }
  const found: Literal[] = [];
  let isExpected = true;
  for (const item of items) {
    const isComma = item.tokenType === Comma;
    const literal = isComma || !isExpected ? undefined : listItem(list, item);
    if (isComma === isExpected || (!isComma && !isExpected)) reportUnexpected(list, [item]);
    if (literal !== undefined) found.push(literal);
    if (!isComma || !isExpected) isExpected = isComma;
  }
  return { kind: "literal-list", items: found, range: { start: open.startOffset, end: endOf(close) } };
}

function listItem(list: FaultList, item: IToken): Literal | undefined {
  if (item.tokenType === Quoted || item.tokenType === NumberLiteral) return literalOf(list, item);
  const value = wordLiterals.get(item.image);
  if (value !== undefined) return { kind: "literal", value, range: rangeOf(item) };
  const isBare = item.tokenType === Word && !item.image.startsWith("$");
  if (isBare) {
    const params = { found: item.image };
    list.faults.push({ code: "condition/bare-word", params, range: rangeOf(item) });
  } else reportUnexpected(list, [item]);
  return undefined;
}

/** The comparison of two operands, or the left one alone. */
export function compared(
  list: FaultList,
  { left, operators, negated, others, range }: Compared,
): Condition | undefined {
  const [operator, second] = operators;
  const [right] = others;
  if (negated !== undefined) {
    const at = { start: negated.startOffset, end: endOf(deniedBy(operators, negated) ?? negated) };
    const params = { found: list.text.slice(at.start, at.end), write: "not (a in b)" };
    list.faults.push({ code: "condition/unknown-operator", params, range: at });
    return undefined;
  }
  if (operator === undefined) return left;
  const write = operatorOf(list, operator);
  if (second !== undefined) {
    const params = { found: second.image, write: operators.length > 2 ? "" : unchained(list, operator, second, range) };
    list.faults.push({ code: "condition/chained-comparison", params, range: rangeOf(second) });
  }
  if (left === undefined || right === undefined) return undefined;
  return { kind: "comparison", operator: write, left, right, range } satisfies Comparison;
}

/** Two comparisons in a row as they may be written: what `in` gives is compared, other operators compare twice. */
function unchained({ text }: FaultList, first: IToken, second: IToken, { start, end }: TextRange): string {
  const [one, other] = [first, second].map(({ image }) => meant[image] ?? image.toLowerCase());
  const left = `${text.slice(start, first.startOffset).trim()} ${one ?? ""}`;
  const middle = text.slice(endOf(first), second.startOffset).trim();
  const right = `${other ?? ""} ${text.slice(endOf(second), end).trim()}`;
  return one === "in" ? `(${left} ${middle}) ${right}` : `${left} ${middle} and ${middle} ${right}`;
}

interface Compared {
  readonly left: Condition | undefined;
  readonly operators: readonly IToken[];
  /** The `not` of `a not in b`. */
  readonly negated: IToken | undefined;
  readonly others: readonly (Condition | undefined)[];
  readonly range: TextRange;
}

/** Negates a condition once for each `not`. */
export function negated(words: readonly IToken[], member: Condition | undefined, end: number): Condition | undefined {
  return words.reduceRight<Condition | undefined>((inner, { startOffset }) => {
    return inner && { kind: "not", member: inner, range: { start: startOffset, end } };
  }, member);
}

/** Joins conditions; a single one stays as it is. */
export function junction(
  kind: "and" | "or",
  found: readonly (Condition | undefined)[],
  range: TextRange,
): Condition | undefined {
  const members = found.filter((member) => member !== undefined);
  return members.length < 2 ? members[0] : { kind, members, range };
}

/** The operator right behind a `not`: the `in` of `not in`. */
function deniedBy(operators: readonly IToken[], { startOffset }: IToken): IToken | undefined {
  return operators.find((operator) => operator.startOffset > startOffset);
}
