import { env } from "../env.js";
import { FlowError } from "../flow-error.js";
import type { Limits, PreparedFlow } from "../prepare/prepared-flow.js";
import type { RunOptions } from "../run-options.js";
import { enter, refuseInUse } from "./contexts-in-use.js";
import { follow } from "./follow.js";
import { openContext } from "./open-context.js";
import { Run } from "./run.js";
import { emit } from "./stop.js";

/** More steps than any memory holds. */
const all = 2 ** 29;

/**
 * A run before its first activation.
 *
 * @throws FlowError `run/context`, `run/context-in-use`, `run/option`
 */
export function openRun(flow: PreparedFlow, context: unknown, input: unknown, options: RunOptions | undefined): Run {
  const limits = options === undefined ? (flow.limits ??= limitsOf(flow, {})) : limitsOf(flow, options);
  if (limits.concurrency > 1 && flow.isWide && flow.scheduler === undefined) {
    const what = `Flow \`${flow.name}\` has a \`concurrency\` above 1: add \`concurrencySupport\` to \`uses\`, of the same copy of flowc`;
    throw new FlowError("run/option", what);
  }
  const run = new Run(flow, openContext(context), input, limits, options);
  refuseInUse(run.context);
  if (options?.signal !== undefined) follow(run, options.signal);
  enter(run.context);
  if (run.onEvent !== undefined) emit(run, { type: "run", flow: flow.name, input });
  return run;
}

function limitsOf(flow: PreparedFlow, options: RunOptions): Limits {
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
