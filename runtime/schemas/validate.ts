import { isThenable } from "../engine/is-thenable.js";
import { FlowError, type FlowPlace } from "../flow-error.js";
import type { Schema, SchemaIssue } from "./schema.js";

/** What a schema checks, and how its faults are reported. */
export interface Checked {
  readonly schema: Schema;
  /** The code of the error: `run/invalid-input`, `run/invalid-result`. */
  readonly code: string;
  /** What the value is: "The input of flow `order`". */
  readonly what: string;
  readonly place: FlowPlace;
}

/**
 * Returns what the schema makes of a value, as a promise if the schema answers with one.
 *
 * @throws FlowError with the paths of what is wrong. Errors of the schema itself are thrown unchanged.
 */
export function validate(checked: Checked, value: unknown): unknown {
  const answer = checked.schema["~standard"].validate(value);
  return isThenable(answer) ? answer.then((settled) => outputOf(checked, settled)) : outputOf(checked, answer);
}

type Answer = Awaited<ReturnType<Schema["~standard"]["validate"]>>;

function outputOf({ code, what, place }: Checked, answer: Answer): unknown {
  if (answer.issues === undefined) return answer.value;
  const wrong = answer.issues.map(describeIssue);
  const shown = wrong.length > most ? [...wrong.slice(0, most), `and ${wrong.length - most} more`] : wrong;
  throw new FlowError(code, `${what} does not fit its schema: ${shown.join("; ")}`, {
    ...place,
    cause: answer.issues,
  });
}

/** How many issues a message lists. All of them are the `cause` of the error. */
const most = 10;

function describeIssue({ message, path = [] }: SchemaIssue): string {
  const place = path.map((step) => keyText(typeof step === "object" ? step.key : step)).join("");
  return place === "" ? message : `\`${place.replace(/^\./u, "")}\`: ${message}`;
}

/** A key as one writes it behind a value: `.name`, `[0]`, `["a b"]`. */
function keyText(key: PropertyKey): string {
  if (typeof key === "string" && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) return `.${key}`;
  return `[${typeof key === "string" ? JSON.stringify(key) : String(key)}]`;
}
