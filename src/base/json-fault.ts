/** What is wrong first in a text that is not JSON. */
export interface JsonFault {
  /** In words that follow "is not JSON:". */
  readonly reason: string;
  readonly offset: number;
}

type Expected = "value" | "value or `]`" | "key or `}`" | "key" | "`:`" | "`,` or `}`" | "`,` or `]`" | "end";

const blanks = /[ \t\n\r]*/y;
const texts = /"(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})|[^"\\\u0000-\u001f])*"/y;
const others = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
const words = /[\w$.+-]+|[^]/uy;

/**
 * Finds the first fault of a text that `JSON.parse` refuses. Node's own messages differ from version to version, and not all of
 * them have a place.
 */
export function jsonFault(text: string): JsonFault {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  for (let offset = endOf(blanks, text, 0); ; offset = endOf(blanks, text, offset)) {
    if (offset === text.length) return { reason: `expected ${inWords(expected)}, found its end`, offset };
    const next = step(expected, { text, offset, open });
    if (next === undefined) return { reason: reasonAt(text, offset, expected), offset };
    ({ expected, offset } = next);
  }
}

interface Place {
  readonly text: string;
  readonly offset: number;
  /** The brackets that are open, the outermost first. */
  readonly open: ("{" | "[")[];
}

/** Takes one token; undefined where it is not what is expected. */
function step(expected: Expected, { text, offset, open }: Place): { expected: Expected; offset: number } | undefined {
  const sign = text.charAt(offset);
  const behind = (): Expected => (open.length === 0 ? "end" : open.at(-1) === "{" ? "`,` or `}`" : "`,` or `]`");
  const at = (then: Expected): { expected: Expected; offset: number } => ({ expected: then, offset: offset + 1 });
  if (expected === "`:`") return sign === ":" ? at("value") : undefined;
  if (sign === "," && expected === "`,` or `}`") return at("key");
  if (sign === "," && expected === "`,` or `]`") return at("value");
  if ((sign === "}" || sign === "]") && expected.includes(sign)) {
    open.pop();
    return at(behind());
  }
  const isKey = expected.startsWith("key");
  if (!isKey && !expected.startsWith("value")) return undefined;
  if (!isKey && (sign === "{" || sign === "[")) {
    open.push(sign);
    return at(sign === "{" ? "key or `}`" : "value or `]`");
  }
  const end = isKey || sign === '"' ? endOf(texts, text, offset) : endOf(others, text, offset);
  return end === offset ? undefined : { expected: isKey ? "`:`" : behind(), offset: end };
}

function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

function reasonAt(text: string, offset: number, expected: Expected): string {
  if (text.charAt(offset) === '"' && /^(?:key|value)/u.test(expected)) {
    return "a text in double quotes does not end in its line, or has an escape that JSON does not know";
  }
  const word = text.slice(offset, endOf(words, text, offset)).slice(0, 30);
  return `expected ${inWords(expected)}, found \`${word}\``;
}

function inWords(expected: Expected): string {
  if (expected === "end") return "its end";
  if (expected.startsWith("key")) return expected.replace("key", "a key in double quotes");
  return expected.replace("value", "a value");
}
