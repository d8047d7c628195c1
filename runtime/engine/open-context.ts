import type { FlowContext } from "../flow-context.js";
import { FlowError } from "../flow-error.js";

/**
 * Returns the context of a run: a fresh one, or the caller's, with the records of SPEC 8 added if it has none yet.
 *
 * @throws FlowError `run/context` if it is not an object, cannot be written, or has something else under the keys of
 * the records
 */
export function openContext(given: unknown): FlowContext {
  if (given === undefined || given === null) return { steps: [], payloads: {}, joins: {}, routing: {}, errors: [] };
  if (typeof given !== "object") throw unfit(`must be an object, it is a ${typeof given}`);
  try {
    return withRecords(given as FlowContext);
  } catch (error) {
    // Checked only after a failure: checking it every time takes as long as two nodes.
    throw Object.isExtensible(given) ? error : unfit(unwritable);
  }
}

function withRecords(context: FlowContext): FlowContext {
  // Most contexts are empty, which is quick to check. One statement per key: V8 optimizes each of them separately.
  const isFresh = isEmpty(context);
  if (!isFresh && !Object.isExtensible(context)) throw unfit(unwritable);
  if (isFresh || !has(context, "steps", true)) context.steps = [];
  if (isFresh || !has(context, "payloads", false)) context.payloads = {};
  if (isFresh || !has(context, "joins", false)) context.joins = {};
  if (isFresh || !has(context, "routing", false)) context.routing = {};
  if (isFresh || !has(context, "errors", true)) context.errors = [];
  return context;
}

/** Whether an object has no keys. */
function isEmpty(given: object): boolean {
  for (const _ in given) return false;
  return true;
}

/** Whether the caller's context already has records under a key. */
function has(context: Record<string, unknown>, key: string, isList: boolean): boolean {
  const records = Object.hasOwn(context, key) ? context[key] : undefined;
  if (records === undefined || records === null) return false;
  if (typeof records !== "object" || Array.isArray(records) !== isList) {
    throw unfit(`has \`${key}\`, where a run writes its records, and it is no ${isList ? "list" : "mapping"}`);
  }
  if (Object.isExtensible(records)) return true;
  throw unfit(`has \`${key}\`, which ${unwritable}`);
}

const unwritable = "is frozen or sealed: a run writes its records there";

function unfit(what: string): FlowError {
  return new FlowError("run/context", `The context ${what}`);
}
