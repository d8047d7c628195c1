import { FlowError } from "./flow-error.js";

/**
 * Returns the text of a template (SPEC 3): its parts, joined. Undefined and null give nothing, objects JSON, everything
 * else its string.
 *
 * @throws FlowError `run/no-text` if an object cannot be written as JSON, since it contains itself or a bigint
 */
export function text(...parts: readonly unknown[]): string {
  return parts.map(partText).join("");
}

function partText(part: unknown): string {
  if (part === undefined || part === null) return "";
  if (typeof part !== "object") return String(part);
  try {
    // Undefined, contrary to its type, if a `toJSON` returns undefined.
    const json: unknown = JSON.stringify(part);
    return typeof json === "string" ? json : "";
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
    throw new FlowError("run/no-text", `A template holds an object that cannot be written as JSON: ${why}`, { cause });
  }
}
