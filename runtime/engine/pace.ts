import { canTurnLoop, turnLoop } from "./turn-loop.js";

/**
 * Milliseconds after which a run lets the event loop turn. Together with what is called meanwhile, this stays well
 * below the 50 ms of SPEC 7.
 */
const longest = 20;

/** Milliseconds between two looks at the clock, if fewer activations than `most` take that long. */
const between = 8;

/** Maximum number of activations between two looks at the clock. A look takes as long as two activations. */
const most = 128;

/** Number of activations before the first look, so that short runs never look. */
export const beforeFirstLook = 12;

/** Measures how fast a run goes. */
export interface Pace {
  lookedAt: number;
  /** Number of activations from this look to the next one. */
  ahead: number;
  /** When the event loop turned last; undefined until that can be estimated. */
  turnedAt: number | undefined;
}

/** The parts of a run that its pace depends on. */
export interface Paced {
  /** Number of activations until the next look at the clock. */
  unlooked: number;
  pace: Pace | undefined;
  /** Whether the run may wait for the event loop even if nothing that it calls does. */
  readonly mayTurn: boolean;
}

/** Counts an activation. Returns true if the event loop has to turn before it. */
export function isTurnDue(run: Paced): boolean {
  run.unlooked -= 1;
  return run.unlooked < 0 && look(run);
}

/** Lets the event loop turn, so that timers, signals and other requests are heard (SPEC 7). */
export async function letTurn(run: Paced): Promise<void> {
  await turnLoop();
  if (run.pace !== undefined) run.pace.turnedAt = run.pace.lookedAt = Date.now();
}

function look(run: Paced): boolean {
  if (!run.mayTurn || !canTurnLoop()) {
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
  // Assumes that the activations before the first look took as long as those after it.
  const since = (pace.turnedAt = turnedAt ?? lookedAt - each * beforeFirstLook);
  // If the clock was set back, the time is unknown.
  return now - since >= longest || now < since;
}
