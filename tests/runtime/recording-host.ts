import { expect } from "vitest";
import type { Host, HostStep } from "@flowc/runtime";

type Answer = { readonly value: unknown } | { readonly error: unknown };

export interface Recording {
  /** The answer of each `node#visit`, in the order in which they ended. */
  readonly answers: Map<string, Answer>;
  /** The names of the pending steps that ended first, in order. */
  readonly winners: string[];
  /** Every step that was taken, keyed by its name, with what it was called with. */
  readonly steps: Map<string, unknown>;
}

export const nameOf = ({ nodeId, visit }: { readonly nodeId: string; readonly visit: number }): string =>
  `${nodeId}#${visit}`;

/** Records a step that is taken. No other step of the run has its name. */
function take({ steps }: Recording, step: HostStep): string {
  const name = nameOf(step);
  expect(steps.has(name)).toBe(false);
  steps.set(name, step.payload);
  return name;
}

async function kept({ answers }: Recording, name: string, work: () => unknown): Promise<unknown> {
  try {
    const value = await work();
    answers.set(name, { value });
    return value;
  } catch (error) {
    answers.set(name, { error });
    throw error;
  }
}

const race = async (recording: Recording, pending: Parameters<Host["race"]>[0]): Promise<number> => {
  const ended = pending.map(async ({ promise }, at) => {
    await Promise.allSettled([promise]);
    return at;
  });
  const winner = await Promise.race(ended);
  const step = pending[winner];
  if (step !== undefined) recording.winners.push(nameOf(step));
  return winner;
};

interface Recorder {
  readonly host: Host;
  readonly recording: Recording;
}

/**
 * Lets everything happen, and records it.
 *
 * @param known answers of an earlier run that ended early; they are returned unchanged
 */
export function recorder(known: Recording["answers"] = new Map()): Recorder {
  const recording: Recording = { answers: new Map(), winners: [], steps: new Map() };
  const host: Host = {
    step: (step, call) => {
      const name = take(recording, step);
      const answer = known.get(name);
      return kept(recording, name, answer === undefined ? call : () => given(answer));
    },
    race: (pending) => race(recording, pending),
  };
  return { host, recording };
}

/** Replays a recording. Nothing is called. */
export function player({ answers, winners }: Recording): Recorder {
  const left = [...winners];
  const recording: Recording = { answers: new Map(), winners: [], steps: new Map() };
  const host: Host = {
    async step(step) {
      const answer = answers.get(take(recording, step));
      return answer === undefined ? new Promise(() => undefined) : given(answer);
    },
    async race(pending) {
      const winner = left.shift();
      return pending.findIndex((step) => nameOf(step) === winner);
    },
  };
  return { host, recording };
}

function given(answer: Answer): unknown {
  if ("error" in answer) throw answer.error;
  return answer.value;
}
