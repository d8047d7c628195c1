import { trace, type Tracer } from "@opentelemetry/api";
import { both, observed, type Observable } from "../observed/observed.js";
import { spanHost } from "./span-host.js";
import { RunSpans } from "./run-spans.js";

export interface TracedOptions {
  /** Creates the spans. Default: the tracer `flowc` of the global provider. */
  readonly tracer?: Tracer;
}

/** A flow, as generated modules export it. */
export type Traceable = Observable;

/**
 * Returns a copy of the flow whose runs are recorded as spans: one for the run, below the span that is active when it
 * starts, and one for each visit of a node, below the run's. The node's span is active during the call, so spans that
 * the callable starts are below it. (Not with `runSync`: its callables see the span that is active around the run.) The
 * options `onEvent` and `host` of a run work as before.
 */
export function traced<F extends Traceable>(flow: F, { tracer }: TracedOptions = {}): F {
  const description = flow.describe();
  return observed(flow, ({ options, ...begun }, isSync) => {
    const spans = new RunSpans(tracer ?? trace.getTracer("flowc"), description);
    const onEvent = both((event) => spans.hear(event), options.onEvent);
    const host = isSync ? {} : { host: spanHost(spans, options.host) };
    return { ...begun, options: { ...options, onEvent, ...host } };
  });
}
