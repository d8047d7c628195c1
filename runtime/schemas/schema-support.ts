import { type Call, PreparedNode } from "../engine/state.js";
import { isThenable } from "../engine/is-thenable.js";
import type { FlowContext } from "../flow-context.js";
import { FlowError, type FlowPlace } from "../flow-error.js";
import type { Equipped, Feature, FlowSpec, RunnableFlow } from "../flow-spec.js";
import { kindOf } from "../kind-of.js";
import type { RunOptions } from "../run-options.js";
import type { Schema } from "./schema.js";
import { type Checked, validate } from "./validate.js";

/** Schemas (SPEC 1): what comes from outside is checked when it arrives. */
export const schemaSupport: Feature = { name: "schemaSupport", copy: PreparedNode, equip, extend };

function equip({ spec, nodeOf }: Equipped): void {
  for (const [key, schema] of Object.entries(spec.schemas ?? {})) {
    checkSchema(schema, `The \`${key}\` of flow \`${spec.name}\``, {});
  }
  for (const given of spec.nodes) {
    if (!("result" in given)) continue;
    const node = nodeOf(given.id);
    const { id, place } = node;
    const schema: unknown = given.result;
    checkSchema(schema, `The \`result\` of node \`${id}\``, place);
    const checked: Checked = {
      schema,
      code: "run/invalid-result",
      what: `What node \`${id}\` returns`,
      place,
    };
    if (node.call !== undefined) node.call = validated(checked, node.call);
    const { findCall } = node;
    if (findCall === undefined) continue;
    node.findCall = (context) => {
      const call = findCall(context);
      // What is no function is reported by the engine.
      return typeof call === "function" ? validated(checked, call as Call) : call;
    };
  }
}

/**
 * Returns a callable whose results are what the schema makes of them. Retries, timeouts and `on_error` treat a result
 * that does not fit as any failure of the node.
 */
function validated(checked: Checked, call: Call): Call {
  const resultOf = (payload: unknown, answer: unknown): unknown =>
    validate(checked, answer === undefined ? payload : answer);
  // A flow is asynchronous if one of its functions is: the new function must show that, too.
  if (Object.prototype.toString.call(call) === "[object AsyncFunction]") {
    return async (payload, context, meta) => resultOf(payload, await call(payload, context, meta));
  }
  return (payload, context, meta) => after(call(payload, context, meta), (answer) => resultOf(payload, answer));
}

/** Checks what a run is started with: its context, then its input (SPEC 1). Only the input may be replaced. */
function extend(flow: RunnableFlow, spec: FlowSpec): void {
  const { input, context } = spec.schemas ?? {};
  if (input === undefined && context === undefined) return;
  const check = (schema: Schema | undefined, key: string, value: unknown): unknown => {
    if (schema === undefined) return value;
    return validate(
      { schema, code: "run/invalid-input", what: `The ${key} of flow \`${spec.name}\``, place: {} },
      value,
    );
  };
  /** Returns the input of the run; a promise of it if a schema answers with one. */
  const accepted = (given: unknown, value: unknown): unknown =>
    after(check(context, "context", broughtBy(given)), (output) => {
      assign(given, output);
      return check(input, "input", value);
    });
  /** Notifies the listener of a run that ends before it begins. */
  const refuse = (error: unknown, value: unknown, options: RunOptions | undefined): void => {
    options?.onEvent?.({ type: "run", flow: spec.name, input: value });
    options?.onEvent?.({ type: "end", error });
  };
  const { run, runSync } = flow;
  flow.run = async (given, value, options) => {
    const started = given ?? {};
    let output: unknown;
    try {
      output = await unlessAborted(accepted(started, value), options?.signal);
    } catch (error) {
      refuse(error, value, options);
      throw error;
    }
    return run(started, output, options);
  };
  if (runSync === undefined) return;
  flow.runSync = (given, value, options) => {
    const started = given ?? {};
    let output: unknown;
    try {
      output = atOnce(accepted(started, value));
    } catch (error) {
      refuse(error, value, options);
      throw error;
    }
    return runSync(started, output, options);
  };
}

/** Calls a function with a value, or with what a promise resolves to. */
function after(value: unknown, next: (value: unknown) => unknown): unknown {
  return isThenable(value) ? value.then(next) : next(value);
}

/** @throws FlowError `run/async` for a promise, which nobody waits for */
function atOnce(value: unknown): unknown {
  if (!isThenable(value)) return value;
  value.then(undefined, () => undefined);
  throw new FlowError("run/async", "A schema answered with a promise: such a flow runs with run(), not with runSync()");
}

/** Waits for a promise, but no longer than until an abort, which ends it with its reason. */
async function unlessAborted(pending: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  if (signal === undefined || !isThenable(pending)) return pending;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
    pending.then(resolve, reject).then(() => {
      signal.removeEventListener("abort", onAbort);
    });
  });
}

function assign(context: unknown, output: unknown): void {
  if (isObject(context) && isObject(output)) Object.assign(context, output);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The context without the records of runs: what the caller has brought. */
function broughtBy(context: unknown): unknown {
  if (!isObject(context)) return context;
  return Object.fromEntries(Object.entries(context).filter(([key]) => !records.has(key)));
}

const records: ReadonlySet<string> = new Set<keyof FlowContext>([
  "steps",
  "payloads",
  "joins",
  "routing",
  "errors",
  "failed_node_id",
  "failed_exception_type",
  "failed_message",
]);

/** @throws FlowError `define/not-a-schema` */
function checkSchema(value: unknown, what: string, place: FlowPlace): asserts value is Schema {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  const standard = isObject ? (value as Partial<Schema>)["~standard"] : undefined;
  if (typeof standard?.validate === "function") return;
  const found = value === undefined ? "undefined: is it exported where it is imported from?" : kindOf(value);
  throw new FlowError("define/not-a-schema", `${what} must be a Standard Schema, it is ${found}`, place);
}
