import { trace, type Tracer } from "@opentelemetry/api";
import type { FlowDescription, FlowEvent, RunOptions } from "@flowc/runtime";
import { spanHost } from "./span-host.js";
import { RunSpans } from "./run-spans.js";

export interface TracedOptions {
  /** Creates the spans. Default: the tracer `flowc` of the global provider. */
  readonly tracer?: Tracer;
}

/** A flow, as generated modules export it. */
export interface Traceable {
  readonly name: string;
  describe(): FlowDescription;
  run(...args: never): Promise<unknown>;
}

/**
 * Returns a copy of the flow whose runs are recorded as spans: one for the run, below the span that is active when it
 * starts, and one for each visit of a node, below the run's. The node's span is active during the call, so spans that
 * the callable starts are below it. (Not with `runSync`: its callables see the span that is active around the run.) The
 * options `onEvent` and `host` of a run work as before.
 */
export function traced<F extends Traceable>(flow: F, { tracer }: TracedOptions = {}): F {
  const description = flow.describe();
  const open = (): RunSpans => new RunSpans(tracer ?? trace.getTracer("flowc"), description);
  const run = (context?: unknown, input?: unknown, options: RunOptions = {}): unknown => {
    const spans = open();
    const hears = both(spans, options.onEvent);
    return Reflect.apply(flow.run, flow, [
      context,
      input,
      { ...options, ...hears, host: spanHost(spans, options.host) },
    ]);
  };
  const runSync = (context?: unknown, input?: unknown, options: RunOptions = {}): unknown => {
    const hears = both(open(), options.onEvent);
    return Reflect.apply(methodOf(flow, "runSync"), flow, [context, input, { ...options, ...hears }]);
  };
  return Object.assign({}, flow, { run }, "runSync" in flow ? { runSync } : {});
}

interface Hears {
  readonly onEvent: (event: FlowEvent) => void;
}

/** Calls the user's listener after ours: if it throws, the span already has the event. */
function both(spans: RunSpans, onEvent: RunOptions["onEvent"]): Hears {
  return {
    onEvent: (event) => {
      spans.hear(event);
      onEvent?.(event);
    },
  };
}

function methodOf(flow: object, name: string): () => unknown {
  const method: unknown = Reflect.get(flow, name);
  if (typeof method !== "function") throw new TypeError(`The flow has no ${name}`);
  return method as () => unknown;
}
