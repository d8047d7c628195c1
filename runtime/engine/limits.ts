import { env } from "../env.js";
import { FlowError } from "../flow-error.js";
import type { RunOptions } from "../run-options.js";

/** The limits of a run, validated. */
export interface Limits {
  readonly concurrency: number;
  readonly maxSteps: number;
  /** The limit of steps that the options, the flow or the environment state, if any. */
  readonly statedSteps: number | undefined;
  /** Number of entries of `context.steps` that are kept; 0 if none are written. */
  readonly keptSteps: number;
}

/** The limits that a flow states. */
interface Limited {
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
  /** The limits of runs without options, once there was such a run. */
  readonly limits: Limits | undefined;
}

/** More steps than fit into any memory. */
const all = 2 ** 29;

/**
 * Returns the limits of a run.
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
    keptSteps: steps === "off" ? 0 : steps === "full" ? all : Math.min(all, whole("steps", steps, '"full", "off" or ')),
  };
}

/** Reads `FLOW_DEBUG_MAX_STEPS`, the limit of flows that state none. */
function debugLimit(): number | undefined {
  const text = env("FLOW_DEBUG_MAX_STEPS").trim();
  return text === "" ? undefined : limit("FLOW_DEBUG_MAX_STEPS", Number(text));
}

function limit(name: string, value: number): number {
  return value === Infinity ? value : whole(name, value);
}

function whole(name: string, value: number, words = ""): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new FlowError("run/option", `\`${name}\` must be ${words}a whole number from 1, it is ${String(value)}`);
}
