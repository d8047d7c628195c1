/**
 * The value of a JSON text, or the reason and the offset of its first error. The offset is undefined if it is unknown.
 */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly offset: number | undefined };

/** Parses JSON. A byte order mark at the start is allowed. */
export function parseJson(text: string): ParsedJson {
  const bare = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  try {
    return { ok: true, value: JSON.parse(bare) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: reasonOf(message), offset: offsetOf(message, bare) };
  }
}

/** Node's message without the quoted piece of the text. */
function reasonOf(message: string): string {
  return message.replace(/,? (\.\.\.)?".*$/s, "").replace(/ (in JSON )?at position \d+.*$/s, "");
}

const token = /\s+|"(?:\\.|[^"\\\n])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/**
 * Node reports the offset only for some errors. For most of the others it is the first text that is not a JSON token.
 */
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
