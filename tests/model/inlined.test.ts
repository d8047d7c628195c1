import fc from "fast-check";
import { defineFlow, type FlowContext, type FlowEvent, type FlowSpec, type RunOptions } from "@flowc/runtime";
import { expect, it } from "vitest";
import { drawnRuns } from "../drawn-runs.js";
import { nameOf, withoutWords } from "./compare.js";
import { exit, type Pair, pairOf } from "./inlined.js";
import { interpret } from "./interpret.js";
import { type Around, type RandomSpec, randomSpec } from "./random-spec.js";
import { none } from "./thrown.js";
import { withIds } from "./with-words.js";

const numRuns = drawnRuns({ short: 40, long: 300 });
const seeds = fc.array(fc.nat(2 ** 31 - 1), { minLength: 16, maxLength: 16 });
const around = { depth: 3, isTimed: false, load: { now: 0, most: 0 } };

interface Ran {
  readonly context: FlowContext;
  readonly error: unknown;
  readonly events: readonly FlowEvent[];
}

async function run(spec: FlowSpec): Promise<Ran> {
  const context = {} as FlowContext;
  const events: FlowEvent[] = [];
  const flow = defineFlow<{ run(of: object, input: unknown, options: RunOptions): Promise<unknown> }>(spec);
  let error: unknown = none;
  try {
    await flow.run(context, "in", { maxSteps: 400, concurrency: 1, onEvent: (event) => void events.push(event) });
  } catch (thrown) {
    error = thrown;
  }
  return { context, error, events };
}

/** Whether each run of the child gave its output exactly once, and its node ran at most once in each iteration. */
function isComparable({ events }: Ran, { node, output, loops }: Pair): boolean {
  const count = (texts: readonly string[]): number[] =>
    [...new Set(texts)].map((text) => texts.filter((other) => other === text).length);
  const starts = events.flatMap((event) => {
    return event.type === "start" && event.within === undefined && event.nodeId === node ? [event.index.join()] : [];
  });
  const inner = events.filter((event) => event.within !== undefined);
  const given = inner.flatMap((event) =>
    event.type === "success" && event.nodeId === output && JSON.stringify(event.result) !== "{}"
      ? [String(event.within)]
      : [],
  );
  const isElsewhere = events.some(
    ({ type, within, ...event }) =>
      type === "start" &&
      "nodeId" in event &&
      "index" in event &&
      ((within === undefined && event.nodeId === node && event.index.length !== loops) ||
        (within !== undefined && event.nodeId === output && event.index.length > 0)),
  );
  const hasFailed = inner.some(
    (event) => event.type === "failed" && event.nodeId === output && event.handled !== undefined,
  );
  const ended = inner.filter((event) => event.type === "end" && event.error === undefined);
  return (
    starts.length > 0 &&
    !hasFailed &&
    !isElsewhere &&
    [...count(starts), ...count(given)].every((times) => times === 1) &&
    given.length >= ended.length
  );
}

/** What the nodes did that both flows have, apart from the order: a child runs as a whole, and inlined its nodes take turns with others. */
function visitsOf({ events }: Ran, shared: ReadonlySet<string>, names: ReadonlyMap<string, string>): string[] {
  return events
    .flatMap((event) => {
      if (event.within !== undefined || (event.type !== "success" && event.type !== "failed")) return [];
      const id = names.get(event.nodeId) ?? event.nodeId;
      const ended = event.type === "success" ? { result: event.result } : { error: nameOf(event.error) };
      return shared.has(id) ? [withoutWords({ id, index: event.index, ...ended })] : [];
    })
    .sort();
}

/**
 * A node that runs a flow is compared with the nodes of that flow in its place: the node passes its payload on to the entry, and `exit` gets
 * the result of the child's output. Not everything is the same then, so these are left out: contexts and cycles that parent and child would
 * share, gotos out of the child or of loops, children that give their output several times, never, or as `{}` (which starts no successors), joins that name the node (its id is in their
 * payload), joins that combine what arrives first, timeouts, and runs that end at their limit of steps. If several errors can end a run,
 * each of the two may end with another one.
 */
it("a parent and its child inlined give the same", { timeout: 3_600_000 }, async () => {
  const compared = { fine: 0, failed: 0, "in a loop": 0 };
  const compare = async (parent: RandomSpec, child: RandomSpec, at: number): Promise<void> => {
    const pair = pairOf(parent, child, at);
    if (pair === undefined) return;
    const whole = interpret(pair.model, "in", { maxSteps: 80, stops: false });
    if (whole.isOrdered || whole.isCut) return;
    const nested = await run(pair.nested);
    if (!isComparable(nested, pair)) return;
    const inlined = await run(pair.inlined);
    const errors = new Set(whole.errors.map(nameOf));
    expect(inlined.error === none).toBe(nested.error === none);
    if (errors.size < 2) expect(nameOf(inlined.error)).toBe(nameOf(nested.error));
    else expect([...errors]).toEqual(expect.arrayContaining([nameOf(inlined.error), nameOf(nested.error)]));
    compared[nested.error === none ? "fine" : "failed"] += 1;
    if (nested.error !== none) return;
    if (pair.loops > 0) compared["in a loop"] += 1;
    const names = new Map([
      [exit, pair.node],
      [pair.node, ""],
    ]);
    const shared = new Set(parent.model.nodes.map(({ id }) => id));
    expect(visitsOf(inlined, shared, names)).toEqual(visitsOf(nested, shared, new Map()));
  };
  await fc.assert(
    // Few pairs can be compared, so each parent is tried with many children.
    fc.asyncProperty(seeds, seeds, fc.nat(100), async (ones, others, at) => {
      const parents = ones.flatMap((one) => randomSpec(one, around) ?? []);
      const rename: Around["rename"] = (flow) => withIds(flow, (id, index) => (index === 0 ? id : `m${index}`));
      const children = others.flatMap((other) => randomSpec(other, { ...around, rename }) ?? []);
      for (const parent of parents.filter(({ isShared }) => !isShared))
        for (const child of children.filter(({ isShared }) => !isShared))
          for (const place of [at, at + 1, at + 2]) await compare(parent, child, place);
    }),
    { numRuns, endOnFailure: true },
  );
  process.stdout.write(`${JSON.stringify(compared)}\n`);
  for (const count of [compared.fine, compared.failed]) expect(count).toBeGreaterThan(numRuns / 4);
  expect(compared["in a loop"]).toBeGreaterThan(0);
});
