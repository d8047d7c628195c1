import { describe, expect, it } from "vitest";
import type { PolicySpec, RunOptions } from "@flowc/runtime";
import { after, errorOf, flow, node, same, stream, loop } from "./flows.js";
import { recorder } from "./recording-host.js";

type Then = (resolve: (value?: unknown) => void, reject: (error?: unknown) => void) => void;
const thenable = (then: Then): unknown => ({ then });
const failed = new Error("from then");

/** Answers that are not native promises, and what they resolve to. */
const answers: Record<
  string,
  { readonly make: () => unknown; readonly gives: { value: unknown } | { error: unknown } }
> = {
  "resolves at once": { make: () => thenable((resolve) => resolve(1)), gives: { value: 1 } },
  "resolves late": { make: () => thenable((resolve) => void after(1).then(() => resolve(1))), gives: { value: 1 } },
  rejects: { make: () => thenable((_, reject) => reject(failed)), gives: { error: failed } },
  "rejects without a reason": { make: () => thenable((_, reject) => reject()), gives: { error: undefined } },
  throws: {
    make: () =>
      thenable(() => {
        throw failed;
      }),
    gives: { error: failed },
  },
  "resolves twice": {
    make: () =>
      thenable((resolve) => {
        resolve(1);
        resolve(2);
      }),
    gives: { value: 1 },
  },
  "resolves, then rejects": {
    make: () =>
      thenable((resolve, reject) => {
        resolve(1);
        reject(failed);
      }),
    gives: { value: 1 },
  },
  "resolves, then throws": {
    make: () =>
      thenable((resolve) => {
        resolve(1);
        throw failed;
      }),
    gives: { value: 1 },
  },
  "resolves with another thenable": {
    make: () => thenable((resolve) => resolve(thenable((inner) => inner(thenable((last) => last(1)))))),
    gives: { value: 1 },
  },
  "is a function with a then": {
    make: () => Object.assign(() => undefined, { then: (resolve: (value: number) => void) => resolve(1) }),
    gives: { value: 1 },
  },
  "is a promise with a then of its own": {
    make: () =>
      Object.assign(Promise.resolve(0), {
        then: (resolve: (value: number) => void): never => {
          resolve(1);
          throw failed;
        },
      }),
    // As with `await`.
    gives: { value: 0 },
  },
  "has a then that throws when it is read": {
    make: () =>
      Object.defineProperty({}, "then", {
        get: () => {
          throw failed;
        },
      }),
    gives: { error: failed },
  },
};

const ways: Record<string, () => RunOptions> = {
  "concurrency 1": () => ({}),
  "concurrency 2": () => ({ concurrency: 2 }),
  "any concurrency": () => ({ concurrency: Infinity }),
  "a listener": () => ({ onEvent: () => undefined }),
  "a signal": () => ({ signal: new AbortController().signal }),
  "a host": () => ({ host: recorder().host }),
  "a host, concurrency 2": () => ({ host: recorder().host, concurrency: 2 }),
};
const policies: Record<string, PolicySpec> = {
  "no policy": {},
  "a timeout": { timeout: 1000 },
  "a retry": { retry: { maxAttempts: 2, on: ["Other"] } },
};
const cases = Object.keys(ways).flatMap((way) => Object.keys(policies).map((policy) => ({ way, policy })));

describe("an answer that can be awaited and is not a promise", () => {
  it.each(cases)("$way, $policy", async ({ way, policy }) => {
    for (const [name, { make, gives }] of Object.entries(answers)) {
      const nodes = [
        node("s", same, ["a", "b"]),
        node("a", make, ["j"], { policy: policies[policy] ?? {} }),
        node("b", async () => (await after(3), "sibling"), ["j"]),
        node("j", same, [], { joins: [["a"], ["b"]] }),
      ];
      const context: Record<string, unknown> = {};
      const running = flow(nodes).run(context, 0, ways[way]?.());
      if ("error" in gives) {
        let left: unknown = "nothing";
        await running.then(
          () => undefined,
          (error: unknown) => void (left = error),
        );
        expect({ name, left, failed: context["failed_node_id"] }).toEqual({ name, left: gives.error, failed: "a" });
      } else {
        const { payloads } = await running;
        expect({ name, joined: payloads["j"] }).toEqual({ name, joined: { a: gives.value, b: "sibling" } });
      }
    }
  });

  it("is rejected by runSync, regardless of what its then does", async () => {
    for (const [name, { make }] of Object.entries(answers)) {
      if (name.startsWith("has a then")) continue;
      expect(await errorOf(() => flow([node("a", make)]).runSync({}))).toMatchObject({
        code: "run/async",
        nodeId: "a",
      });
    }
  });

  it("also counts in a loop over a list that is waited for", async () => {
    for (const concurrency of [1, 3]) {
      const body = (n: number): unknown =>
        thenable((resolve) => {
          resolve(n * 2);
          throw failed;
        });
      const nodes = [loop("l", "b", { done: "d", collect: "b" }), node("b", body), node("d", same)];
      expect((await flow(nodes).run({}, stream(1, 2, 3), { concurrency })).payloads["d"]).toEqual([2, 4, 6]);
    }
  });
});
