import { describe, expect, it } from "vitest";
import { type FlowContext, FlowError, type PolicySpec, type RunOptions } from "@flowc/runtime";
import { after, flow, node, order, same } from "./flows.js";
import { recorder } from "./recording-host.js";

class RateLimit extends Error {}
class Named extends Error {
  override name = "Named";
}
class Sub extends Named {}
class Fault {
  readonly code = 7;
}

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const refusing = (): never => {
  throw new Error("a trap");
};
/** An object or error with a property that throws. */
const broken = <T extends object>(value: T, key: string): T => Object.defineProperty(value, key, { get: refusing });

/** Values that may be thrown, and what the context says about them. */
const cases: [what: string, thrown: () => unknown, exception: string, message: string][] = [
  ["undefined", () => undefined, "undefined", "undefined"],
  ["null", () => null, "object", "null"],
  ["text", () => "text", "string", "text"],
  ["a symbol", () => Symbol("s"), "symbol", "Symbol(s)"],
  ["an object", () => ({ code: 7 }), "object", "[object Object]"],
  ["an object without a prototype", () => Object.create(null) as object, "object", "[object Object]"],
  ["a frozen error", () => Object.freeze(new TypeError("no")), "TypeError", "no"],
  ["a frozen FlowError", () => Object.freeze(new FlowError("own/code", "no")), "FlowError", "no"],
  ["an error whose message throws", () => broken(new TypeError("no"), "message"), "TypeError", "[object Error]"],
  ["an error whose name throws", () => broken(new TypeError("no"), "name"), "TypeError", "no"],
  ["an object whose toString throws", () => ({ toString: refusing }), "object", "[object Object]"],
  ["an object whose tag throws", () => broken(new Fault(), Symbol.toStringTag as never), "Fault", ""],
  ["a function whose toString throws", () => Object.assign(() => 1, { toString: refusing }), "function", ""],
  ["a revoked proxy", revoked, "object", ""],
  ["a proxy whose traps throw", () => new Proxy(new Error("x"), { get: refusing }), "Error", ""],
  ["an error of a class without a name", () => new RateLimit("429"), "RateLimit", "429"],
  ["an error of a class with a name", () => new Named("n"), "Named", "n"],
  ["an error of a subclass of it", () => new Sub("s"), "Sub", "s"],
  ["an error that got a name", () => Object.assign(new TypeError("v"), { name: "Invalid" }), "Invalid", "v"],
  ["an error of no class of its own", () => new DOMException("late", "AbortError"), "AbortError", "late"],
  ["an instance of a class", () => new Fault(), "Fault", "[object Object]"],
];

/** The ways to throw, each as a run. */
const throwing = (thrown: () => unknown) => ({
  sync: (): never => {
    throw thrown();
  },
  rejecting: async (): Promise<never> => {
    await after(0);
    return Promise.reject(thrown());
  },
});
const ways = (): RunOptions[] => [{}, { concurrency: 4 }, { onEvent: () => undefined }, { host: recorder().host }];

describe("anything that is thrown counts as thrown (SPEC 7, 8)", () => {
  it.each(cases)("%s", async (_, thrown, exception, message) => {
    const failure = { node_id: "a", exception, message };
    for (const call of Object.values(throwing(thrown))) {
      const withPolicy = (policy: PolicySpec) =>
        flow([node("a", call, ["b", "c"], { policy }), node("b", same), node("c", same), node("h", same)]);
      for (const options of ways()) {
        const passed = await withPolicy({ onError: "continue" }).run({}, 5, options);
        expect(passed.errors).toEqual([failure]);
        expect(passed.failed_node_id).toBeUndefined();
        expect(order(passed)).toBe("a b c");
      }
      for (const options of ways()) {
        const handled = await withPolicy({ onError: { goto: "h" } }).run({}, 5, options);
        expect(handled.payloads["h"]).toEqual({ error: failure, input: 5 });
        expect(order(handled)).toBe("a h");
      }
      for (const options of ways()) {
        const context = {} as FlowContext & Record<string, unknown>;
        let left: unknown = "nothing";
        await withPolicy({})
          .run(context, 5, options)
          .then(
            () => expect.unreachable(),
            (error: unknown) => void (left = error),
          );
        expect(typeof left).toBe(typeof thrown());
        expect(context).toMatchObject({
          errors: [failure],
          failed_node_id: "a",
          failed_exception_type: exception,
          failed_message: message,
        });
        expect(context.steps.at(-1)).toEqual({ node_id: "a", status: "failed", message });
      }
    }
  });

  it("leaves `run` and `runSync` unchanged", async () => {
    for (const [, make] of cases) {
      const value = make();
      const { sync } = throwing(() => value);
      const caught = await flow([node("a", sync)])
        .run({})
        .then(
          () => "nothing",
          (error: unknown) => [error],
        );
      expect(Object.is((caught as unknown[])[0], value)).toBe(true);
      let thrown: unknown = "nothing";
      try {
        flow([node("a", sync)]).runSync({});
      } catch (error) {
        thrown = error;
      }
      expect(Object.is(thrown, value)).toBe(true);
    }
  });

  it("is retried, unless `on` names others", async () => {
    for (const [, thrown] of cases) {
      for (const call of Object.values(throwing(thrown))) {
        let calls = 0;
        const counted = (): unknown => {
          calls += 1;
          return call();
        };
        const policy: PolicySpec = { retry: { maxAttempts: 3 }, onError: "continue" };
        await flow([node("a", counted, [], { policy })]).run({});
        expect(calls).toBe(3);
        calls = 0;
        const others: PolicySpec = { retry: { maxAttempts: 3, on: ["Another"] }, onError: "continue" };
        await flow([node("a", counted, [], { policy: others })]).run({});
        expect(calls).toBe(1);
      }
    }
  });
});

describe("names in `retry.on` (SPEC 7)", () => {
  const attempts = async (thrown: () => unknown, ...on: string[]): Promise<number> => {
    let calls = 0;
    const call = (): never => {
      calls += 1;
      return throwing(thrown).sync();
    };
    const policy: PolicySpec = { retry: { maxAttempts: 2, on }, onError: "continue" };
    await flow([node("a", call, [], { policy })]).run({});
    return calls;
  };

  it.each<[string, () => unknown, string[]]>([
    ["its class, which sets no name", () => new RateLimit("429"), ["RateLimit", "Error"]],
    ["its name", () => new Named("n"), ["Named", "Error"]],
    ["the classes above", () => new Sub("s"), ["Sub", "Named", "Error"]],
    [
      "a name that it got, and its class",
      () => Object.assign(new TypeError("v"), { name: "Invalid" }),
      ["Invalid", "TypeError", "Error"],
    ],
    [
      "what the platform calls it",
      () => new DOMException("late", "AbortError"),
      ["AbortError", "DOMException", "Error"],
    ],
    ["the class of an object that is not an error", () => new Fault(), ["Fault"]],
    ["the type of a value that is not an object", () => "text", ["string"]],
    ["the class of an error whose name throws", () => broken(new RateLimit("x"), "name"), ["RateLimit", "Error"]],
  ])("match %s", async (_, thrown, names) => {
    for (const name of names) expect(await attempts(thrown, "Other", name)).toBe(2);
    expect(await attempts(thrown, "Other", "Object")).toBe(1);
  });

  it("match the class of a value from another realm", async () => {
    const foreign = { [Symbol.toStringTag]: "Error", message: "far", name: "RangeError" };
    expect(await attempts(() => foreign, "RangeError")).toBe(2);
  });
});
