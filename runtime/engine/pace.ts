import { turnLoop } from "./turn-loop.js";
import type { Run } from "./run.js";

/** Milliseconds after which a run lets the event loop turn: with what is called meanwhile, well below the 50 of SPEC 7. */
const longest = 20;

/** Milliseconds between two looks at the clock, where so few activations take so long. */
const between = 8;

/** The most activations between two looks, one of which takes as long as two activations. */
const most = 128;

/** Activations before the first look: short runs have none. */
export const beforeFirstLook = 12;

/** How fast a run goes. */
export interface Pace {
  lookedAt: number;
  /** Activations between this look and the next one. */
  ahead: number;
  /** When the event loop turned last; undefined until that can be estimated. */
  turnedAt: number | undefined;
}

/** Counts an activation. Whether the run has to let the event loop turn before it. */
export function isTurnDue(run: Run): boolean {
  run.unlooked -= 1;
  return run.unlooked < 0 && look(run);
}

/** Lets the event loop turn, so that timers, signals and other requests are heard (SPEC 7). */
export async function letTurn(run: Run): Promise<void> {
  await turnLoop();
  if (run.pace !== undefined) run.pace.turnedAt = run.pace.lookedAt = Date.now();
}

function look(run: Run): boolean {
  if (!run.mayTurn) {
    run.unlooked = 2 ** 30;
    return false;
  }
  const now = Date.now();
  const pace = (run.pace ??= { lookedAt: now, ahead: 0, turnedAt: undefined });
  const { lookedAt, ahead, turnedAt } = pace;
  const isFirst = ahead === 0;
  const each = isFirst ? 0 : (now - lookedAt) / ahead;
  pace.lookedAt = now;
  pace.ahead = run.unlooked = isFirst
    ? 2
    : each > 0
      ? Math.min(most, Math.max(1, Math.floor(between / each)))
      : Math.min(most, 4 * ahead);
  if (isFirst) return false;
  // What ran before the first look took as long as what came behind it, as far as one can know.
  const since = (pace.turnedAt = turnedAt ?? lookedAt - each * beforeFirstLook);
  // A clock that was set back says nothing.
  return now - since >= longest || now < since;
}
