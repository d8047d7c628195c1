import { describe, expect, it } from "vitest";
import type { FlowSpec, PolicySpec, RunOptions } from "@flowc/runtime";
import { after, errorOf, flow, loop, node } from "./flows.js";
import { recorder } from "./recording-host.js";

const failed = new Error("from the list");
const refuse = (): never => {
  throw failed;
};

/** What `next` returns the third time. Before that, it returns 1 and 2. */
type Third = () => unknown;
const thirds: Record<string, Third> = {
  "next throws": refuse,
  "next gives a number": () => 5,
  "next gives a string": () => "text",
  "next gives undefined": () => undefined,
  "next gives null": () => null,
  "done throws": () => Object.defineProperty({ value: 3 }, "done", { get: refuse }),
  "value throws": () => Object.defineProperty({ done: false }, "value", { get: refuse }),
  "the list ends": () => ({ done: true, value: 3 }),
  "done is a truthy string": () => ({ done: "yes", value: 3 }),
  "it goes on forever": () => ({ done: false, value: 3 }),
};

interface Seen {
  readonly items: unknown[];
  returned: number;
}

/** A list of 1, 2 and what comes then. Its `return` counts calls, and behaves in ways that it should not. */
function listOf(third: Third, seen: Seen, onReturn: () => unknown): Iterator<unknown> {
  let calls = 0;
  return {
    next: () => {
      calls += 1;
      return (calls < 3 ? { done: false, value: calls } : third()) as IteratorResult<unknown>;
    },
    return: () => {
      seen.returned += 1;
      return onReturn() as IteratorResult<unknown>;
    },
  };
}

type Kind = "sync" | "async";
const listed = (kind: Kind, iterator: Iterator<unknown>): unknown =>
  kind === "sync" ? { [Symbol.iterator]: () => iterator } : { [Symbol.asyncIterator]: () => iterator };

/** What the language's own loop does with the list, if its body fails at an item. */
async function asLanguage(kind: Kind, third: Third, body: (item: unknown) => void): Promise<Seen & { error: unknown }> {
  const seen = { items: [] as unknown[], returned: 0, error: undefined as unknown };
  const list = listed(
    kind,
    listOf(third, seen, () => ({})),
  );
  const work = (item: unknown): void => {
    seen.items.push(item);
    body(item);
  };
  try {
    if (kind === "sync") for (const item of list as Iterable<unknown>) work(item);
    else for await (const item of list as AsyncIterable<unknown>) work(item);
  } catch (error) {
    seen.error = error;
  }
  return seen;
}

const ways: Record<string, () => RunOptions> = {
  "concurrency 1": () => ({}),
  "any concurrency": () => ({ concurrency: Infinity }),
  "a host": () => ({ host: recorder().host }),
};
const cases = (["sync", "async"] as const).flatMap((kind) =>
  Object.keys(ways).flatMap((way) => [1, 2, 3, Infinity].map((failsAt) => ({ kind, way, failsAt }))),
);
const failAt =
  (last: number) =>
  (item: unknown): void => {
    if (item === last || (last === Infinity && Number(item) > 3)) throw new Error(`at ${last}`);
  };

describe("a loop over an iterator behaves like `for … of`", () => {
  it.each(cases)("$kind, $way, its body fails at $failsAt", async ({ kind, way, failsAt }) => {
    for (const [name, third] of Object.entries(thirds)) {
      if (name === "it goes on forever" && failsAt > 3) continue;
      const expected = await asLanguage(kind, third, failAt(failsAt));
      const seen: Seen = { items: [], returned: 0 };
      const body = (item: unknown): void => {
        seen.items.push(item);
        failAt(failsAt)(item);
      };
      // A loop reads one item ahead of its body: when the body fails, the list has already been affected by that.
      const isAhead = kind === "sync" && failsAt === 2 && name !== "it goes on forever";
      const error = await flow([loop("l", "b"), node("b", body)])
        .run(
          {},
          listed(
            kind,
            listOf(third, seen, () => ({})),
          ),
          ways[way]?.(),
        )
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
      await after(0);
      const told = { name, items: seen.items, returned: seen.returned, error: String(error) };
      const returned = isAhead ? 0 : expected.returned;
      expect(told).toEqual({ name, items: expected.items, returned, error: String(expected.error) });
    }
  });

  it.each(["sync", "async"] as const)("ignores the outcome of `return`, and calls it once: %s", async (kind) => {
    const evil: (() => unknown)[] = [refuse, () => 5, () => ({ then: refuse }), () => new Promise(() => undefined)];
    for (const onReturn of evil) {
      for (const policy of [{}, { onError: "continue" }] satisfies PolicySpec[]) {
        const seen: Seen = { items: [], returned: 0 };
        const nodes = [loop("l", "b"), node("b", failAt(1), [], { policy })];
        const spec: Partial<FlowSpec> = { maxSteps: 9 };
        const list = listed(
          kind,
          listOf(() => ({ done: false, value: 3 }), seen, onReturn),
        );
        const error = await errorOf(() => flow(nodes, spec).run({}, list));
        expect(String(error)).toContain("onError" in policy ? "limit of steps: 9" : "at 1");
        expect(seen.returned).toBe(1);
      }
    }
  });

  it.each(["sync", "async"] as const)("closes a list whose run is aborted, once: %s", async (kind) => {
    for (const way of Object.values(ways)) {
      const seen: Seen = { items: [], returned: 0 };
      const abort = new AbortController();
      const body = (item: unknown): unknown => {
        if (item === 3) abort.abort(failed);
        return after(0);
      };
      const list = listed(
        kind,
        listOf(
          () => ({ done: false, value: 3 }),
          seen,
          () => ({}),
        ),
      );
      const options = { ...way(), signal: abort.signal };
      expect(await errorOf(() => flow([loop("l", "b"), node("b", body)]).run({}, list, options))).toBe(failed);
      await after(1);
      expect(seen.returned).toBe(1);
    }
  });

  it("reads each item when it comes, from an iterator that returns the same object again and again", () => {
    const result = { done: false, value: 0 };
    const list = {
      [Symbol.iterator]: () => ({
        next: () => {
          result.value += 1;
          result.done = result.value > 3;
          return result;
        },
      }),
    };
    const seen: unknown[] = [];
    flow([loop("l", "b"), node("b", (n: number) => void seen.push(n))]).runSync({}, list);
    expect(seen).toEqual([1, 2, 3]);
  });

  it("continues as if the list ended there, under `continue`", async () => {
    for (const kind of ["sync", "async"] as const) {
      for (const [name, third] of Object.entries(thirds).slice(0, 7)) {
        const seen: Seen = { items: [], returned: 0 };
        const nodes = [
          loop("l", "b", { done: "d", collect: "b", policy: { onError: "continue" } }),
          node("b", (n: number) => n * 10),
          node("d", (all: unknown) => all),
        ];
        const context = await flow(nodes).run(
          {},
          listed(
            kind,
            listOf(third, seen, () => ({})),
          ),
        );
        expect({ name, all: context.payloads["d"], returned: seen.returned }).toEqual({
          name,
          all: [10, 20],
          returned: 0,
        });
        expect(context.errors).toMatchObject([{ node_id: "l" }]);
      }
    }
  });

  it.each([{ [Symbol.iterator]: () => 5 }, { [Symbol.iterator]: () => ({}) }, { [Symbol.iterator]: 5 }])(
    "fails if it is not an iterator: %o",
    async (list) => {
      expect(await errorOf(() => flow([loop("l", "b"), node("b", failAt(1))]).run({}, list))).toBeInstanceOf(TypeError);
    },
  );
});
