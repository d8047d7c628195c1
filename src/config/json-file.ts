import { isPair, isMap, isNode, LineCounter, parseDocument, type Node } from "yaml";

/** A JSON text that parsed, or the place (offset) and reason of its first fault; the offset is undefined where unknown. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly offset: number | undefined };

/** Parses JSON; a byte order mark at its start is no fault. */
export function parseJson(text: string): ParsedJson {
  const bare = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  try {
    return { ok: true, value: JSON.parse(bare) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: reasonOf(message), offset: offsetOf(message, bare) };
  }
}

/** The place of a key, or of its value, in a text that is JSON; the whole where the path leads nowhere. */
export function offsetOfPath(text: string, path: readonly (string | number)[], onKey: boolean): number {
  const document = parseDocument(text, { keepSourceTokens: false, strict: false });
  const value = path.length === 0 ? document.contents : document.getIn(path, true);
  let node: Node | undefined = isNode(value) ? value : undefined;
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (onKey && isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && String(item.key) === path.at(-1));
    if (isNode(pair?.key)) node = pair.key;
  }
  return node?.range?.[0] ?? 0;
}

/** Line and column of an offset, both from 1. */
export function lineColumnOf(text: string, offset: number): { line: number; column: number } {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Node's message without the text that it repeats. */
function reasonOf(message: string): string {
  return message.replace(/,? (\.\.\.)?".*$/s, "").replace(/ (in JSON )?at position \d+.*$/s, "");
}

const token = /\s+|"(?:\\.|[^"\\\n])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/** Node tells the offset of some faults only; of the others, most are at the first piece of text that JSON does not have. */
function offsetOf(message: string, text: string): number | undefined {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  const scan = new RegExp(token);
  for (let offset = 0; offset < text.length; offset = scan.lastIndex) {
    scan.lastIndex = offset;
    if (!scan.test(text)) return offset;
  }
  return message.includes("end of JSON") ? text.length : undefined;
}
