import { parseEdge } from "../../grammar/index.js";
import type { GrammarError } from "../../grammar/grammar-error.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { ScalarNode } from "../load/document.js";
import { conditionWords, type TextEdit } from "./condition-words.js";

/**
 * Misspelt operators, each in a group named after the right one. Quoted ids come first, so that nothing in them is
 * replaced.
 */
const misspelt =
  /(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<arrow>[→⟶➔➜⇒⟹»]|[-=~]+>+|>{3,}|(?<![>])>(?!>))|(?<or>\|{2,}|(?<=[\s)])(?:or|OR)(?=[\s(]))|(?<and>&{2,}|(?<=[\s)])(?:and|AND)(?=[\s(]))/gu;

/**
 * Returns a single finding for an edge that is valid once its operators, or the words of its conditions, are corrected and
 * needless parentheses removed, with the edit that does so, or for one that then only lacks an arrow. Undefined if anything else is wrong with the
 * edge.
 */
export function correctEdge(scalar: ScalarNode, first: GrammarError): AnyFinding | undefined {
  const text = String(scalar.value);
  // In a condition, the signs of an edge mean something else.
  const words = conditionWords(text);
  const operators = words.length > 0 ? [] : [...misspeltOperators(text), ...listOperators(text)];
  const edits = words.length > 0 ? words : [...operators, ...needlessParens(text, operators)];
  if (edits.length === 0) return undefined;
  const corrected = replaceParts(text, edits);
  const [left, ...more] = parseEdge(corrected).errors;
  if (left?.code === "edge/missing-arrow" && more.length === 0) {
    return { code: "edge/missing-arrow", params: {}, span: scalar.spanOf({ start: 0, end: text.length }) };
  }
  if (left !== undefined) return undefined;
  const placed = edits.map(({ start, end, text: part }) => ({ span: scalar.spanOf({ start, end }), text: part }));
  const help = `write \`${corrected.trim().replaceAll(/\s+/gu, " ")}\``;
  const trial = { help, edits: placed.map((edit) => ({ kind: "replace" as const, ...edit })) };
  const what = words.length > 0 ? "words" : "operators";
  const title =
    what === "words" || operators.length > 0 ? `Write the ${what} as flowc does` : "Take out the parentheses";
  const span = scalar.spanOf(first.range);
  return { ...first, span, fix: { title, edits: placed }, advice: { trials: [trial] } };
}

function misspeltOperators(text: string): TextEdit[] {
  return [...text.matchAll(misspelt)].flatMap((match) => {
    const { arrow, or, and } = match.groups ?? {};
    if (arrow === undefined && or === undefined && and === undefined) return [];
    const operator = arrow !== undefined ? ">>" : or === undefined ? "&" : "|";
    return [{ start: match.index, end: match.index + match[0].length, text: operator }];
  });
}

/**
 * Returns the edits that turn a list of successors, `a >> [b, c]` or `a >> b, c`, into a group. Before an arrow, a list
 * could mean "all of them" or "one of them"; the lists of a condition are right as they are.
 */
function listOperators(text: string): TextEdit[] {
  const { before = "", list = "" } = /^(?<before>[^"',[\]]*>>)(?<list>[^"'>]*[,[\]][^"'>]*)$/u.exec(text)?.groups ?? {};
  if (/\s(?:when|otherwise)\b/u.test(text)) return [];
  const written: Readonly<Record<string, string>> = { ",": " &", "[": "(", "]": ")" };
  return [...list.matchAll(/[,[\]]/gu)].map(({ index, 0: sign }) => {
    const start = before.length + index;
    return { start, end: start + 1, text: written[sign] ?? sign };
  });
}

/**
 * Returns the edits that remove parentheses around a chain, if it is the whole edge or everything between two of its
 * arrows: `(a >> b) >> c`.
 */
function needlessParens(text: string, operators: readonly TextEdit[]): TextEdit[] {
  // A copy of the text, of the same length, where misspelt operators become correct ones, repeated, and quoted ids
  // become letters.
  let mask = replaceParts(
    text.replaceAll(misspelt, (found, quoted?: string) => (quoted === undefined ? found : "x".repeat(found.length))),
    operators.map((edit) => ({ ...edit, text: edit.text.charAt(0).repeat(edit.end - edit.start) })),
  ).replaceAll(/\((?<ids>[^()>]*)\)/gu, "[$<ids>]");
  const found: TextEdit[] = [];
  const around = /(?<before>(?:^|>|\()\s*)\((?<chain>[^()]*>[^()]*)\)(?=\s*(?:>|\)|$))/u;
  for (let match = around.exec(mask); match !== null; match = around.exec(mask)) {
    const { before = "", chain = "" } = match.groups ?? {};
    const open = match.index + before.length;
    const close = open + chain.length + 1;
    found.push({ start: open, end: open + 1, text: "" }, { start: close, end: close + 1, text: "" });
    mask = `${mask.slice(0, open)} ${chain} ${mask.slice(close + 1)}`;
  }
  return found;
}

function replaceParts(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((before, { start, end, text: part }) => before.slice(0, start) + part + before.slice(end), text);
}
