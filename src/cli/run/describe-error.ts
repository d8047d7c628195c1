import { inspect } from "node:util";
import { errorName } from "./error-name.js";

/** Describes an error, or a thrown value that is not an error, for `flowc run`. Never throws, even if getters do. */
export function describeError(error: unknown): string {
  return (
    shown(() => {
      if (!(error instanceof Error)) return undefined;
      const code = "code" in error && typeof error.code === "string" ? ` [${error.code}]` : "";
      return `${errorName(error)}${code}: ${error.message}`;
    }) ??
    shown(() => `${inspect(error, { depth: 2, breakLength: Infinity })} was thrown`) ??
    "an object that cannot be shown was thrown"
  );
}

/** The cause of an error; undefined if there is none or it cannot be read. */
export function causeOf(error: unknown): unknown {
  return shown(() => (error instanceof Error ? error.cause : undefined));
}

/** The stack of an error; empty if it cannot be read. */
export function stackOf(error: unknown): string {
  const stack = shown(() => (error instanceof Error ? error.stack : undefined));
  return typeof stack === "string" ? stack : "";
}

/** The result of `read`, or undefined if it throws. */
export function shown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
