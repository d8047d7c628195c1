import { jsonFault } from "./json-fault.js";

/** A JSON text that parsed, or the place (offset) and reason of its first fault. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** Parses JSON; a byte order mark at its start is no fault. */
export function parseJson(text: string): ParsedJson {
  const bare = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  try {
    return { ok: true, value: JSON.parse(bare) as unknown };
  } catch {
    return { ok: false, ...jsonFault(bare) };
  }
}
