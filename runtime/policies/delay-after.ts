import { isNamedIn } from "../engine/failure-of.js";
import type { PolicySpec } from "../node-spec.js";

/** Returns how many milliseconds to wait before the next attempt; undefined if none follows after this error. */
export function delayAfter({ retry }: PolicySpec, attempt: number, error: unknown): number | undefined {
  if (retry === undefined || attempt >= retry.maxAttempts) return undefined;
  if (retry.on !== undefined && !isNamedIn(retry.on, error)) return undefined;
  const grown = (retry.delay ?? 0) * (retry.mode === "exponential" ? 2 ** (attempt - 1) : 1);
  return grown * (1 + (retry.jitter ?? 0) * (2 * Math.random() - 1));
}
