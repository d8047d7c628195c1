import { parseEdge } from "../../grammar/index.js";
import type { Advice, Fix } from "../diagnostics/diagnostic.js";
import type { ScalarNode } from "../load/document.js";

/** What is written in the place of an operator, and the operator. A quoted id comes first: nothing in it is replaced. */
const misspelt =
  /(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<arrow>[→⟶➔➜⇒⟹»]|[-=~]+>+|>{3,}|(?<![>])>(?!>))|(?<or>\|{2,}|(?<=[\s)])(?:or|OR)(?=[\s(]))|(?<and>&{2,}|(?<=[\s)])(?:and|AND)(?=[\s(]))/gu;

export interface EdgeCorrection {
  readonly fix: Fix;
  readonly advice: Advice;
}

/** The edit that makes an edge valid by writing its operators as flowc does; undefined where that is not all. */
export function correctEdge(scalar: ScalarNode): EdgeCorrection | undefined {
  const text = String(scalar.value);
  const found = [...text.matchAll(misspelt)].flatMap((match) => {
    const { arrow, or, and } = match.groups ?? {};
    if (arrow === undefined && or === undefined && and === undefined) return [];
    const operator = arrow !== undefined ? ">>" : or === undefined ? "&" : "|";
    return [{ start: match.index, end: match.index + match[0].length, operator }];
  });
  if (found.length === 0) return undefined;
  const corrected = [...found]
    .reverse()
    .reduce((before, { start, end, operator }) => before.slice(0, start) + operator + before.slice(end), text);
  if (parseEdge(corrected).errors.length > 0) return undefined;
  const edits = found.map(({ start, end, operator }) => ({ span: scalar.spanOf({ start, end }), text: operator }));
  const help = `write \`${corrected.trim().replaceAll(/\s+/gu, " ")}\``;
  const trial = { help, edits: edits.map((edit) => ({ kind: "replace" as const, ...edit })) };
  return { fix: { title: "Write the operators as flowc does", edits }, advice: { trials: [trial] } };
}
