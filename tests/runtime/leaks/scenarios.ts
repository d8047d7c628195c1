import { getEventListeners } from "node:events";
import type { Host, Meta, NodeSpec, RunOptions } from "@flowc/runtime";
import { type AnyFlow, flow, node, router, same } from "../flows.js";

/** A way in which a run can end while something is open. */
export interface Scenario {
  readonly name: string;
  /** The error that the run must end with, or none. */
  readonly ends: string;
  /** Starts the run. `open` counts what callables and lists have open. */
  readonly run: (open: Map<string, number>) => Promise<unknown>;
}

const aborts = "AbortError";
const never = (): Promise<never> => new Promise(() => undefined);
const soon = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const fails = async (): Promise<never> => {
  await soon(2);
  throw new Error("fails");
};
const retry = { maxAttempts: 5, delay: 1e6 };

/** Waits for its signal, and removes its listener, as good callables do. */
function waits(open: Map<string, number>) {
  return (_: unknown, __: unknown, { signal }: Meta): Promise<unknown> => {
    count(open, "callable", 1);
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => (count(open, "callable", -1), reject(new Error("late"))), { once: true });
    });
  };
}

function count(open: Map<string, number>, what: string, by: number): void {
  open.set(what, (open.get(what) ?? 0) + by);
}

/** Lists that record whether they were closed. */
const lists = {
  async *stream(open: Map<string, number>, after: () => Promise<unknown> = () => soon(1)): AsyncGenerator<number> {
    count(open, "stream", 1);
    try {
      for (let at = 0; ; at += 1) {
        yield at;
        await after();
      }
    } finally {
      count(open, "stream", -1);
    }
  },
  *generator(open: Map<string, number>): Generator<number> {
    count(open, "generator", 1);
    try {
      for (let at = 0; ; at += 1) yield at;
    } finally {
      count(open, "generator", -1);
    }
  },
};

function loopOver(list: () => unknown, body: (...args: never) => unknown): NodeSpec[] {
  return [
    { id: "l", kind: "loop", inputs: list, body: "b", done: "d", collect: "b" },
    node("b", body),
    node("d", same),
  ];
}

/** Runs with a signal that is aborted after some milliseconds. No listener may be left afterwards. */
async function aborted(tested: AnyFlow, options: RunOptions = {}, milliseconds = 4): Promise<unknown> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  try {
    return await tested.run({}, 0, { ...options, signal: controller.signal });
  } finally {
    clearTimeout(timer);
    const left = getEventListeners(controller.signal, "abort").length;
    if (left > 0) throw new Error(`${left} listeners are left on the signal of the run`);
  }
}

/** Settles steps as they are, and adds no handler to those that it does not choose. */
const carelessHost: Host = {
  step: (_, call) => call(),
  race: async (pending) => {
    await soon(8);
    return pending.length - 1;
  },
};

const beside = (failing: NodeSpec, other: NodeSpec): NodeSpec[] => [
  node("s", same, [failing.id, other.id]),
  failing,
  other,
];

const basic: readonly Scenario[] = [
  {
    name: "a run that ends well under a signal",
    ends: "well",
    run: () => aborted(flow([node("a", same, ["b"]), node("b", () => soon(1))]), {}, 1000),
  },
  {
    name: "an abort while a callable waits",
    ends: aborts,
    run: (open) => aborted(flow([node("a", waits(open))])),
  },
  {
    name: "an abort while a callable that does not listen waits and then fails",
    ends: aborts,
    run: () => aborted(flow([node("a", () => soon(10).then(fails))])),
  },
  {
    name: "an abort during the delay of a retry",
    ends: aborts,
    run: () => aborted(flow([node("a", () => Promise.reject(new Error("again")), [], { policy: { retry } })])),
  },
  {
    name: "an abort during an attempt with a timeout",
    ends: aborts,
    run: () => aborted(flow([node("a", never, [], { policy: { timeout: 1e6 } })])),
  },
  {
    name: "an attempt that takes too long, and fails later",
    ends: "FlowError",
    run: () => flow([node("a", () => soon(10).then(fails), [], { policy: { timeout: 3 } })]).run({}, 0),
  },
  {
    name: "an attempt that ends in time",
    ends: "well",
    run: () => flow([node("a", () => soon(1), [], { policy: { timeout: 1e6, retry } })]).run({}, 0),
  },
  {
    name: "a timeout on every attempt, and callables that listen",
    ends: "FlowError",
    run: (open) => flow([node("a", waits(open), [], { policy: { timeout: 2, retry: { maxAttempts: 3 } } })]).run({}, 0),
  },
];

const many: readonly Scenario[] = [1, 2, Infinity].flatMap((concurrency): Scenario[] => [
  {
    name: `a failure while a callable waits, at ${concurrency}`,
    ends: "Error",
    run: (open) =>
      flow(beside(node("f", fails), node("w", concurrency === 1 ? same : waits(open)))).run({}, 0, { concurrency }),
  },
  {
    name: `a failure during the delay of a retry, at ${concurrency}`,
    ends: "Error",
    run: () => {
      const again = node("r", () => Promise.reject(new Error("again")), [], { policy: { retry } });
      return flow(beside(node("f", fails), again)).run({}, 0, { concurrency });
    },
  },
  {
    name: `two failures at once, at ${concurrency}`,
    ends: "Error",
    run: () => flow(beside(node("f", fails), node("g", fails))).run({}, 0, { concurrency }),
  },
  {
    name: `a body that fails while its stream is open, at ${concurrency}`,
    ends: "Error",
    run: (open) => flow(loopOver(() => lists.stream(open), fails)).run({}, 0, { concurrency }),
  },
  {
    name: `a body that fails while its generator is open, at ${concurrency}`,
    // Under a host, all items of a plain list start at once, and this list has no end.
    ends: concurrency === Infinity ? "FlowError" : "Error",
    run: (open) => flow(loopOver(() => lists.generator(open), fails)).run({}, 0, { concurrency, maxSteps: 50 }),
  },
  {
    name: `an abort while a stream is waited for, at ${concurrency}`,
    ends: aborts,
    run: (open) => aborted(flow(loopOver(() => lists.stream(open, () => soon(10)), same)), { concurrency }),
  },
  {
    name: `too many steps in a stream, at ${concurrency}`,
    ends: "FlowError",
    run: (open) => flow(loopOver(() => lists.stream(open), same)).run({}, 0, { concurrency, maxSteps: 9 }),
  },
  {
    name: `a stream that fails, at ${concurrency}`,
    ends: "Error",
    run: (open) => flow(loopOver(() => lists.stream(open, fails), same)).run({}, 0, { concurrency }),
  },
  {
    name: `a listener of events that throws, at ${concurrency}`,
    ends: "TypeError",
    run: (open) => {
      const onEvent = ({ type }: { type: string }): void => {
        if (type === "success") throw new TypeError("listener");
      };
      const nodes = [...loopOver(() => lists.stream(open), same)];
      return flow(nodes).run({}, 0, { concurrency, onEvent });
    },
  },
  {
    name: `a host, and an abort while several of its steps fail, at ${concurrency}`,
    ends: aborts,
    run: () => {
      const nodes = [node("s", same, ["f", "g"]), node("f", fails), node("g", fails)];
      return aborted(flow(nodes), { concurrency, host: carelessHost });
    },
  },
  {
    name: `a host, and two failures at once, at ${concurrency}`,
    ends: "Error",
    run: () => flow(beside(node("f", fails), node("g", fails))).run({}, 0, { concurrency, host: carelessHost }),
  },
]);

const sync: readonly Scenario[] = [
  {
    name: "runSync, and a callable that answers with a promise that fails",
    ends: "FlowError",
    run: async () => flow([node("a", () => fails())]).runSync({}, 0),
  },
  {
    name: "runSync, and a body that fails while its generator is open",
    ends: "Error",
    run: async (open) => {
      const bad = (): never => {
        throw new Error("body");
      };
      return flow(loopOver(() => lists.generator(open), bad)).runSync({}, 0);
    },
  },
  {
    name: "runSync, and a router that chooses an unknown target, under a signal",
    ends: "FlowError",
    run: async () => {
      const { signal } = new AbortController();
      try {
        return flow([router("r", () => "x", ["a"]), node("a", same)]).runSync({}, 0, { signal });
      } finally {
        if (getEventListeners(signal, "abort").length > 0) throw new Error("a listener is left");
      }
    },
  },
];

export const scenarios: readonly Scenario[] = [...basic, ...many, ...sync];
