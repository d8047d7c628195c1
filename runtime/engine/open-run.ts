import { env } from "../env.js";
import { FlowError } from "../flow-error.js";
import type { Limits, Plan } from "../plan/plan.js";
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
export function openRun(plan: Plan, context: unknown, input: unknown, options: RunOptions | undefined): Run {
  const limits = options === undefined ? (plan.limits ??= limitsOf(plan, {})) : limitsOf(plan, options);
  if (limits.concurrency > 1 && plan.isWide && plan.scheduler === undefined) {
    const what = `Flow \`${plan.name}\` has a \`concurrency\` above 1: add \`concurrencySupport\` to \`uses\`, of the same copy of flowc`;
    throw new FlowError("run/option", what);
  }
  const run = new Run(plan, openContext(context), input, limits, options);
  refuseInUse(run.context);
  if (options?.signal !== undefined) follow(run, options.signal);
  enter(run.context);
  if (run.onEvent !== undefined) emit(run, { type: "run", flow: plan.name, input });
  return run;
}

function limitsOf(plan: Plan, { concurrency, maxSteps, trace = "full" }: RunOptions): Limits {
  const stated = maxSteps ?? plan.maxSteps ?? (plan.limits === undefined ? debugLimit() : plan.limits.statedSteps);
  return {
    concurrency: limit("concurrency", concurrency ?? plan.concurrency),
    maxSteps: limit("maxSteps", stated ?? Infinity),
    statedSteps: stated,
    keptSteps: trace === "off" ? 0 : trace === "full" ? all : Math.min(all, limit("trace", trace)),
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
