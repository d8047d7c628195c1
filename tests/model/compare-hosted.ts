import { expect } from "vitest";
import { player, recorder, type Recording } from "../runtime/recording-host.js";
import type { Answering } from "./answering.js";
import { compareOne, nameOf, observe, type Observed } from "./compare.js";
import type { RandomSpec } from "./random-spec.js";

/**
 * Everything that a run leaves, including messages and the order of keys. Without the failures of flows that nodes run: they do not run again in a
 * replay.
 */
function wholly({ context: whole, error, visits }: Observed, { steps, winners }: Recording): string {
  const context = { ...whole, errors: whole.errors.filter(({ within }) => within === undefined) };
  const all = { context, error: nameOf(error), visits, steps: [...steps], winners };
  return JSON.stringify(all, (_, value: unknown) => (value === undefined ? "undefined" : value));
}

/**
 * A run under a host that records everything is the same as without one. Its record gives the same run again without
 * calling anything, and a part of the record gives the same run, with the rest called again.
 */
export async function compareHosted(spec: RandomSpec, answering: Answering, concurrency: number): Promise<void> {
  const { host, recording } = recorder();
  spec.load.now = spec.load.most = 0;
  const seen = await observe(spec, answering, { concurrency, host });
  expect(spec.load.most).toBeLessThanOrEqual(concurrency);
  compareOne(spec, concurrency, seen);
  const expected = wholly(seen, recording);

  const again = player(recording);
  const replayed = await observe(spec, "recorded", { concurrency, host: again.host });
  expect(wholly(replayed, { ...again.recording, winners: recording.winners })).toEqual(expected);

  if (concurrency > 1) return;
  const answers = [...recording.answers];
  const rest = recorder(new Map(answers.slice(0, answers.length >> 1)));
  const resumed = await observe(spec, answering, { concurrency, host: rest.host });
  expect(wholly(resumed, rest.recording)).toEqual(expected);
}
