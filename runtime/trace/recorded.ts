import { both, observed, type Observable } from "../observed/observed.js";
import { checkOptions } from "./check-options.js";
import { redactionOf } from "./redaction.js";
import { Recorder, type RecordOptions } from "./recorder.js";

/**
 * Returns a copy of the flow whose runs are written as lines of `flowc.run/1`. Recording never changes what a run does. The option `onEvent` works as before.
 *
 * @throws TypeError if an option is not known or not what it has to be, such as a text in `redact` that is not a path
 */
export function recorded<F extends Observable>(flow: F, options: RecordOptions): F {
  checkOptions(options);
  const description = flow.describe();
  const redaction = redactionOf(options.redact ?? [], options.secrets ?? []);
  return observed(flow, (begun) => {
    // The runtime refuses a context that is not an object.
    const context = begun.context ?? {};
    const runId = begun.options.id ?? newId();
    const recorder = new Recorder({ flow: description, runId, context: Object(context) as object, redaction }, options);
    const onEvent = both((event) => recorder.hear(event), begun.options.onEvent);
    return { context, input: begun.input, options: { ...begun.options, id: runId, onEvent } };
  });
}

/** A UUID; another unique text where there is no `randomUUID`, such as on a page without HTTPS. */
function newId(): string {
  const { crypto } = globalThis as { readonly crypto?: { randomUUID?(): string } };
  return crypto?.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}
