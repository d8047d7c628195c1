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

/** Node's message without the text that it repeats. */
function reasonOf(message: string): string {
  return message.replace(/,? (\.\.\.)?".*$/s, "").replace(/ (in JSON )?at position \d+.*$/s, "");
}

const token = /\s+|"(?:\\.|[^"\\\n])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/** Node reports the offset of some faults only. Most of the others are at the first piece of text that is not JSON. */
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
