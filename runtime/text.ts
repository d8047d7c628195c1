import { FlowError } from "./flow-error.js";

/**
 * The text of a template (SPEC 3): its parts one after the other; undefined and null as nothing, objects as JSON, the
 * rest as text.
 *
 * @throws FlowError `run/no-text` where an object cannot be JSON: it holds itself, or a bigint
 */
export function text(...parts: readonly unknown[]): string {
  return parts.map(partText).join("");
}

function partText(part: unknown): string {
  if (part === undefined || part === null) return "";
  if (typeof part !== "object") return String(part);
  try {
    // Undefined, regardless of what its type says, where a `toJSON` gives undefined.
    const json: unknown = JSON.stringify(part);
    return typeof json === "string" ? json : "";
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
    throw new FlowError("run/no-text", `A template holds an object that cannot be written as JSON: ${why}`, { cause });
  }
}
