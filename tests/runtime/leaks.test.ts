import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { scenarios } from "./leaks/scenarios.js";

const root = path.resolve(import.meta.dirname, "../..");

/** Runs a script in this folder in a process of its own. Returns what it printed. */
async function inProcess(script: string, ...flags: string[]): Promise<unknown> {
  const file = path.join(import.meta.dirname, "leaks", script);
  const options = { cwd: root, maxBuffer: 1e8 };
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "--import", "tsx", file], options);
  return JSON.parse(stdout);
}

interface Left {
  readonly name: string;
}

describe("a run leaves nothing behind: no timer, listener, open list or unhandled rejection", () => {
  let found: readonly Left[];
  beforeAll(async () => {
    found = (await inProcess("child.ts")) as readonly Left[];
  }, 60_000);

  it.each(scenarios.map(({ name, ends }) => ({ name, ends })))("$name", ({ name, ends }) => {
    const left = found.find((scenario) => scenario.name === name);
    expect(left).toEqual({ name, end: ends, timers: 0, unhandled: [], left: [] });
  });
});

describe("the heap", () => {
  let found: { readonly growth: Record<string, number>; readonly bytes: Record<string, number> };
  beforeAll(async () => {
    found = (await inProcess("heap.ts", "--expose-gc")) as typeof found;
  }, 60_000);

  it.each(["loop", "chain", "join"])(
    "what a %s of eight times the size holds grows in proportion, not with the square",
    (name) => {
      expect(found.growth[name]).toBeGreaterThan(4);
      expect(found.growth[name]).toBeLessThan(16);
    },
  );

  const ends = ["10,000 parents, 10,000 nodes and 100,000 items", "the same at once, without steps"];
  it.each(["1,000,000 items", "1,000,000 passes of a cycle", "1,000 runs at once", ...ends])(
    "is the same as before after %s",
    (name) => {
      expect(found.bytes[name]).toBeLessThan(1_000_000);
    },
  );
});
