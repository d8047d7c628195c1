import type { FlowDescription, FlowEvent, RunOptions } from "@flowc/runtime";

/** A flow, as generated modules export it. */
export interface Observable {
  readonly name: string;
  describe(): FlowDescription;
  run(...args: never): Promise<unknown>;
}

/** What a run is called with. */
export interface Begun {
  readonly context: unknown;
  readonly input: unknown;
  readonly options: RunOptions;
}

/** Returns a copy of the flow that `begin` prepares each run of. `isSync` is true for `runSync`. */
export function observed<F extends Observable>(flow: F, begin: (begun: Begun, isSync: boolean) => Begun): F {
  const run = (name: "run" | "runSync") =>
    function running(context?: unknown, input?: unknown, options: RunOptions = {}): unknown {
      const begun = begin({ context, input, options }, name === "runSync");
      return Reflect.apply(methodOf(flow, name), flow, [begun.context, begun.input, begun.options]);
    };
  const call = (name: "call" | "callSync") =>
    function calling(input?: unknown, options: RunOptions = {}, context: unknown = {}): unknown {
      const begun = begin({ context, input, options }, name === "callSync");
      return Reflect.apply(methodOf(flow, name), flow, [begun.input, begun.options, begun.context]);
    };
  const methods = { run: run("run"), runSync: run("runSync"), call: call("call"), callSync: call("callSync") };
  return Object.assign({}, flow, Object.fromEntries(Object.entries(methods).filter(([name]) => name in flow)));
}

/** Two listeners as one. The first hears of each event even if the second one throws. */
export function both(first: (event: FlowEvent) => void, second: RunOptions["onEvent"]): (event: FlowEvent) => void {
  return (event) => {
    first(event);
    second?.(event);
  };
}

function methodOf(flow: object, name: string): () => unknown {
  const method: unknown = Reflect.get(flow, name);
  if (typeof method !== "function") throw new TypeError(`The flow has no ${name}`);
  return method as () => unknown;
}
