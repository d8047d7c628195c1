import { canTurnLoop, turnLoop } from "./turn-loop.js";

/** Milliseconds after which a run lets the event loop turn: with what is called meanwhile, well below the 50 of SPEC 7. */
const longest = 20;

/** Milliseconds between two looks at the clock, where so few activations take so long. */
const between = 8;

/** The most activations between two looks at the clock. A look takes as long as two activations. */
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

/** A run, as far as its pace is concerned. */
export interface Paced {
  /** Activations until the next look at the clock. */
  unlooked: number;
  pace: Pace | undefined;
  /** Whether it may wait for the event loop, where nothing that it calls does. */
  readonly mayTurn: boolean;
}

/** Counts an activation. Whether the run has to let the event loop turn before it. */
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
  // What ran before the first look took as long as what came behind it, as far as one can know.
  const since = (pace.turnedAt = turnedAt ?? lookedAt - each * beforeFirstLook);
  // A clock that was set back says nothing.
  return now - since >= longest || now < since;
}
