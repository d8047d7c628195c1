import type { RecordOptions } from "./recorder.js";

type Check = readonly [isRight: (value: unknown) => boolean, what: string];

const isText = (value: unknown): boolean => typeof value === "string";
const isFunction = (value: unknown): boolean => typeof value === "function";
const aText: Check = [isText, "a text"];
const aFunction: Check = [isFunction, "a function"];
const texts: Check = [(value) => Array.isArray(value) && value.every(isText), "a list of texts"];

/** What each option takes. */
const checks: Readonly<Record<keyof RecordOptions, Check>> = {
  write: aFunction,
  values: [(value) => value === "full" || value === "short" || value === "none", '"full", "short" or "none"'],
  redact: texts,
  secrets: texts,
  picture: [(value) => typeof value === "object" && value !== null, "an object"],
  planHash: aText,
  flowc: aText,
  resumed: [(value) => typeof value === "boolean", "true or false"],
  onError: aFunction,
};

/** @throws TypeError if an option is not known, or is not what it has to be: a recorder that kept too much, or nothing, would be noticed too late */
export function checkOptions(options: unknown): void {
  if (typeof options !== "object" || options === null) throw new TypeError("`recorded` needs the option `write`");
  const given: Readonly<Record<string, unknown>> = { write: undefined, ...options };
  for (const [key, value] of Object.entries(given)) {
    const check = Object.hasOwn(checks, key) ? checks[key as keyof RecordOptions] : undefined;
    if (check === undefined) {
      throw new TypeError(`\`recorded\` has no option \`${key}\`; it has ${Object.keys(checks).join(", ")}`);
    }
    if (value === undefined && key !== "write") continue;
    const [isRight, what] = check;
    if (!isRight(value))
      throw new TypeError(`The option \`${key}\` of \`recorded\` must be ${what}, it is ${shown(value)}`);
  }
}

/** Not the value: it may be a secret. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
