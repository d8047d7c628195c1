/** Runs large flows, and prints as JSON what is left on the heap afterwards and what a context of each size holds. */
import type { FlowContext, RunOptions } from "@flowc/runtime";
import { type AnyFlow, flow, node, router, same } from "../flows.js";

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `n${at}`);

function loop(size: number): Large {
  const nodes = [
    { id: "l", kind: "loop" as const, body: "b", done: "d", collect: "b" },
    node("b", (n: number) => n + 1),
    node("d", (all: number[]) => all.length),
  ];
  const numbers = function* (): Generator<number> {
    for (let at = 0; at < size; at += 1) yield at;
  };
  return { tested: flow(nodes), input: numbers, isRight: ({ payloads }) => payloads["d"] === size };
}

function chain(size: number): Large {
  const all = ids(size);
  const nodes = all.map((id, at) => node(id, (n: number) => n + 1, all.slice(at + 1, at + 2)));
  return { tested: flow(nodes), input: () => 0, isRight: ({ payloads }) => payloads[`n${size - 1}`] === size };
}

function join(size: number): Large {
  const all = ids(size);
  const nodes = [
    node("s", same, all),
    ...all.map((id) => node(id, same, ["j"])),
    node("j", (arrived: object) => Object.keys(arrived).length, [], { joins: all.map((id) => [id]) }),
  ];
  return { tested: flow(nodes), input: () => 0, isRight: ({ payloads }) => payloads["j"] === size };
}

interface Large {
  readonly tested: AnyFlow;
  readonly input: () => unknown;
  readonly isRight: (context: FlowContext) => boolean;
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** The number of bytes that the contexts of some runs hold. */
async function held({ tested, input, isRight }: Large, runs: number): Promise<number> {
  const before = heap();
  const contexts: FlowContext[] = [];
  for (let run = 0; run < runs; run += 1) contexts.push(await tested.run({}, input(), { concurrency: 2 }));
  const after = heap();
  // Used again, so that they stay alive until now.
  if (!contexts.every(isRight)) throw new Error("wrong result");
  return after - before;
}

/** The number of bytes that are left of a run when nobody holds its context. */
async function left(work: () => Promise<unknown>): Promise<number> {
  const before = heap();
  await work();
  return heap() - before;
}

/**
 * How much more a context of eight times the size holds. V8's own tables grow in steps. Eight of the small contexts are
 * measured together, since V8's own temporary objects weigh as much as one of them.
 */
const sizes = { loop: 25_000, chain: 2_500, join: 2_500 } as const;
const makers = { loop, chain, join };
const growth: Record<string, number> = {};
for (const [name, size] of Object.entries(sizes)) {
  const make = makers[name as keyof typeof makers];
  const [a, b] = [make(size), make(8 * size)];
  const ratios: number[] = [];
  for (let round = 0; round < 4; round += 1) ratios.push((8 * (await held(b, 1))) / (await held(a, 8)));
  // The first run of a flow creates what all later ones share.
  growth[name] = ratios.slice(1).sort((x, y) => x - y)[1] ?? NaN;
}

let heldByPasses = 0;

/** A long cycle. The heap is measured at its end. */
function passes(count: number): Promise<unknown> {
  const before = heap();
  const end = (): void => void (heldByPasses = heap() - before);
  const nodes = [
    node("h", (n: number) => n + 1, ["a", "b"]),
    node("a", same, ["j"]),
    node("b", same, ["j"]),
    node("j", ({ a }: { a: number }) => a, ["r"], { joins: [["a"], ["b"]] }),
    router("r", (n: number) => (n < count ? "h" : "end"), ["h", "end"]),
    node("end", end),
  ];
  const cycles = [{ header: "h", members: ["h", "a", "b", "j", "r"] }];
  return flow(nodes, { cycles }).run({}, 0, { steps: "off", maxSteps: Infinity });
}

const million = loop(1_000_000);
const shared = chain(10);
const large = [join(10_000), chain(10_000), loop(100_000)];
/** Runs once to create what all later runs share, then to measure what is left. */
const leftOfLarge = async (options: RunOptions): Promise<number> => {
  const work = async (): Promise<void> => {
    for (const { tested, input, isRight } of large) {
      if (!isRight(await tested.run({}, input(), options))) throw new Error("wrong result");
    }
  };
  await work();
  return left(work);
};
const thousand = (): Promise<unknown> =>
  Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const controller = new AbortController();
      const context = await shared.tested.run({}, 0, { concurrency: 2, signal: controller.signal });
      if (!shared.isRight(context)) throw new Error("wrong result");
    }),
  );
await thousand();
const bytes = {
  "1,000,000 items": await left(async () => {
    const context = await million.tested.run({}, million.input(), { steps: 100 });
    if (!million.isRight(context) || context.steps.length !== 100) throw new Error("wrong result");
  }),
  // What is held during the run counts too, so the last pass measures.
  "1,000,000 passes of a cycle": await left(() => passes(1_000_000)).then((after) => Math.max(after, heldByPasses)),
  "1,000 runs at once": await left(thousand),
  "10,000 parents, 10,000 nodes and 100,000 items": await leftOfLarge({}),
  "the same at once, without steps": await leftOfLarge({ concurrency: Infinity, steps: "off" }),
};
process.stdout.write(JSON.stringify({ growth, bytes }));
