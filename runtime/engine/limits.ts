import { env } from "../env.js";
import { FlowError } from "../flow-error.js";
import type { RunOptions } from "../run-options.js";

/** The limits of a run, checked. */
export interface Limits {
  readonly concurrency: number;
  readonly maxSteps: number;
  /** The same, where somebody has said so. */
  readonly statedSteps: number | undefined;
  /** Entries of `context.steps` that are kept; 0: none is written. */
  readonly keptSteps: number;
}

/** What a flow says of its limits. */
interface Limited {
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
  /** Of runs without options, once there was one. */
  readonly limits: Limits | undefined;
}

/** More steps than any memory holds. */
const all = 2 ** 29;

/**
 * The limits of a run.
 *
 * @throws FlowError `run/option`
 */
export function limitsOf(flow: Limited, options: RunOptions): Limits {
  const { concurrency, maxSteps, steps = "full" } = options;
  if ("trace" in options) throw new FlowError("run/option", "The option `trace` is now called `steps`");
  const stated = maxSteps ?? flow.maxSteps ?? (flow.limits === undefined ? debugLimit() : flow.limits.statedSteps);
  return {
    concurrency: limit("concurrency", concurrency ?? flow.concurrency),
    maxSteps: limit("maxSteps", stated ?? Infinity),
    statedSteps: stated,
    keptSteps: steps === "off" ? 0 : steps === "full" ? all : Math.min(all, limit("steps", steps)),
  };
}

/** `FLOW_DEBUG_MAX_STEPS`, for flows that say nothing themselves. */
function debugLimit(): number | undefined {
  const text = env("FLOW_DEBUG_MAX_STEPS").trim();
  return text === "" ? undefined : limit("FLOW_DEBUG_MAX_STEPS", Number(text));
}

function limit(name: string, value: number): number {
  if (value === Infinity || (Number.isInteger(value) && value >= 1)) return value;
  throw new FlowError("run/option", `\`${name}\` must be a whole number from 1, it is ${String(value)}`);
}
