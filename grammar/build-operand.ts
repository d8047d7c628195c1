import type { IToken } from "chevrotain";
import type { Literal, PathKey, Reference, Scope, TextRange } from "./ast.js";
import { NumberLiteral, Quoted } from "./expression-tokens.js";
import { type FaultList, reportUnexpected, reportUnexpectedRange, unquoteToken } from "./fault-list.js";
import { notInEnvName, reservedNames, scopes } from "./words.js";
import { endOf, rangeOf } from "./token-range.js";

/** The tokens of `[…]`. `close` is undefined if the bracket is not closed. */
export interface BracketTokens {
  readonly open: IToken;
  readonly items: readonly IToken[];
  readonly close: IToken | undefined;
}

/** Limit on the keys of a path: each key is a level in the types of generated modules. */
const maxKeys = 200;

const wordLiterals: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Creates a string literal. */
export function stringLiteral(list: FaultList, token: IToken): Literal {
  return { kind: "literal", value: unquoteToken(list, token), range: rangeOf(token) };
}

/** Creates a number literal. A number that is too large is reported instead. */
export function numberLiteral(list: FaultList, token: IToken): Literal | undefined {
  const value = Number(token.image);
  if (Number.isFinite(value)) return { kind: "literal", value, range: rangeOf(token) };
  reportUnexpected(list, [token]);
  return undefined;
}

/**
 * Creates the operand that a word and the steps after it mean: a reference, `true`, `false` or `null`. If they mean
 * nothing, that is reported.
 */
export function wordOperand(
  list: FaultList,
  {
    word,
    steps,
    end,
  }: { readonly word: IToken; readonly steps: readonly (PathKey | undefined)[]; readonly end: number },
): Reference | Literal | undefined {
  const range = { start: word.startOffset, end };
  const scope = scopeOf(word.image, list.text[endOf(word)]);
  const path = steps.filter((step) => step !== undefined);
  if (scope !== undefined) {
    const tooMany = path[maxKeys];
    if (tooMany !== undefined) {
      list.faults.push({ code: "expression/too-deep", params: { limit: maxKeys }, range: tooMany.range });
    }
    if (scope === "env" && path.length === steps.length) checkEnvName(list, path, range);
    return { kind: "reference", scope, path, range };
  }
  const value = wordLiterals.get(word.image);
  if (value !== undefined) {
    if (steps.length > 0) reportUnexpectedRange(list, { start: endOf(word), end });
    return { kind: "literal", value, range: rangeOf(word) };
  }
  if (word.image === "$result") {
    list.faults.push({ code: "condition/result-elsewhere", params: {}, range });
  } else if (/^[$\p{L}_]/u.test(word.image)) {
    list.faults.push({ code: "expression/unknown-scope", params: { found: word.image }, range: rangeOf(word) });
  } else {
    reportUnexpectedRange(list, range);
  }
  return undefined;
}

function scopeOf(word: string, next: string | undefined): Scope | undefined {
  if (word === "$" && next === ".") return "ctx";
  const name = word.startsWith("$") ? word.slice(1) : word;
  return scopes.find((scope) => scope === name);
}

/** Checks that `$env` has exactly one name (SPEC 3). `$env.HOME/bin` is a name with text after it. */
function checkEnvName({ faults, text }: FaultList, [name, more]: readonly PathKey[], reference: TextRange): void {
  if (typeof name?.value === "string" && more === undefined) {
    const isBare = text[name.range.start] !== "[";
    const end = isBare ? name.value.search(notInEnvName) : -1;
    if (end < 0) return;
    faults.push({ code: "expression/env-name", params: {}, range: { ...name.range, start: name.range.start + end } });
    return;
  }
  const wrong =
    typeof name?.value === "number" ? name.range : { ...reference, start: more?.range.start ?? reference.start };
  faults.push({ code: "expression/env-name", params: {}, range: wrong });
}

/** The key of `.key`. A dot without a key is reported, and the result is undefined. */
export function dotKey(list: FaultList, token: IToken): PathKey | undefined {
  const range = rangeOf(token);
  if (token.image === ".") {
    list.faults.push({ code: "expression/missing-key", params: {}, range });
    return undefined;
  }
  return namedKey(list, token.image.slice(1), { start: range.start + 1, end: range.end });
}

/** The key of `["odd key"]` or `[0]`. If there is none, that is reported, and the result is undefined. */
export function bracketKey(list: FaultList, { open, items, close }: BracketTokens): PathKey | undefined {
  if (close === undefined) {
    list.faults.push({ code: "expression/unclosed-bracket", params: {}, range: rangeOf(open) });
    return undefined;
  }
  const range = { start: open.startOffset, end: endOf(close) };
  const [first, ...more] = items;
  if (first === undefined) {
    list.faults.push({ code: "expression/missing-key", params: {}, range });
    return undefined;
  }
  if (first.tokenType === Quoted) {
    reportUnexpected(list, more);
    return namedKey(list, unquoteToken(list, first), range);
  }
  const index = Number(first.image);
  if (first.tokenType === NumberLiteral && /^[0-9]+$/.test(first.image) && Number.isSafeInteger(index)) {
    reportUnexpected(list, more);
    return { kind: "path-key", value: index, range };
  }
  reportUnexpected(list, items);
  return undefined;
}

function namedKey({ faults }: FaultList, value: string, range: TextRange): PathKey {
  if (reservedNames.includes(value)) faults.push({ code: "expression/reserved-key", params: { key: value }, range });
  return { kind: "path-key", value, range };
}
