import type { FlowContext } from "../flow-context.js";
import { FlowError } from "../flow-error.js";

/**
 * The context of a run: a fresh one or the caller's, with the records of SPEC 8 where it has none yet.
 *
 * @throws FlowError `run/context` where it is no object, cannot be written, or keeps something else under their keys
 */
export function openContext(given: unknown): FlowContext {
  if (given === undefined || given === null) return { steps: [], payloads: {}, joins: {}, routing: {}, errors: [] };
  if (typeof given !== "object") throw unfit(`must be an object, it is a ${typeof given}`);
  if (!Object.isExtensible(given)) throw unfit("is frozen or sealed: a run writes its records there");
  const context = given as FlowContext;
  context.steps = recordsOf(context, "steps", []);
  context.payloads = recordsOf(context, "payloads", {});
  context.joins = recordsOf(context, "joins", {});
  context.routing = recordsOf(context, "routing", {});
  context.errors = recordsOf(context, "errors", []);
  return context;
}

function recordsOf<K extends keyof FlowContext>(context: FlowContext, key: K, fresh: FlowContext[K]): FlowContext[K] {
  if (!Object.hasOwn(context, key)) return fresh;
  const records: unknown = context[key];
  if (records === undefined || records === null) return fresh;
  if (typeof records !== "object" || Array.isArray(records) !== Array.isArray(fresh)) {
    throw unfit(
      `has \`${key}\`, where a run keeps its records, and it is no ${Array.isArray(fresh) ? "list" : "mapping"}`,
    );
  }
  if (!Object.isExtensible(records))
    throw unfit(`has \`${key}\`, which is frozen or sealed: a run writes its records there`);
  return context[key];
}

function unfit(what: string): FlowError {
  return new FlowError("run/context", `The context ${what}`);
}
