import { conditionEnd } from "../../grammar/index.js";

/** A replacement of a part of an edge's text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What other languages, or other cases, write for `when` and `otherwise`, behind a target. Quoted text comes first, so that nothing in it is replaced. */
const otherWords =
  /(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<=[^\s>|&(]\s+)(?:(?<when>when|if|where)|(?<not>unless)|(?<rest>otherwise|else|default))(?=[\s)|&$(!]|$)/giu;

/** Returns the edits that turn such words into those of conditions (SPEC 12): `b if $result.ok`, `c unless …`, `d else`. */
export function conditionWords(text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  /** Where the last condition ends: its text is not an edge's. */
  let behind = 0;
  for (const match of text.matchAll(otherWords)) {
    const { when, not, rest } = match.groups ?? {};
    const [{ length }, start] = [match[0], match.index];
    if (start < behind || (when ?? not ?? rest) === undefined) continue;
    const end = start + length;
    if (rest !== undefined) {
      if (rest !== "otherwise") edits.push({ start, end, text: "otherwise" });
      continue;
    }
    behind = conditionEnd(text, end);
    if (when !== undefined && when !== "when") edits.push({ start, end, text: "when" });
    if (not !== undefined) edits.push(...denied(text, { start, end, behind }));
  }
  return edits;
}

interface Denied {
  readonly start: number;
  readonly end: number;
  /** Where the condition ends. */
  readonly behind: number;
}

/** The edits for `unless`, whose condition needs parentheses where it is more than one value. */
function denied(text: string, { start, end, behind }: Denied): TextEdit[] {
  const condition = text.slice(end, behind).trim();
  if (!/\s/u.test(condition)) return [{ start, end, text: "when not" }];
  const first = end + text.slice(end).search(/\S/u);
  const close = first + condition.length;
  return [
    { start, end: first, text: "when not (" },
    { start: close, end: close, text: ")" },
  ];
}
