/**
 * How long loops took. A visit of a loop only starts an item and ends at once, so what counts is the time in which the loop or anything in its body
 * was running.
 */
export interface LoopTimes {
  readonly started: (node: string, now: number) => void;
  /** Called once for each activation that started. */
  readonly ended: (node: string, now: number) => void;
  /** Milliseconds until now; undefined for nodes that are no loops. */
  timeOf(node: string, now: number): number | undefined;
}

export interface LoopTimesOptions {
  /** The loop that a node is in. */
  loopOf(node: string): string | undefined;
  isLoop(node: string): boolean;
}

export function createLoopTimes({ loopOf, isLoop }: LoopTimesOptions): LoopTimes {
  const states = new Map<string, { active: number; since: number; spent: number }>();
  const around = (node: string): string[] => {
    const loops = isLoop(node) ? [node] : [];
    for (let loop = loopOf(node); loop !== undefined && !loops.includes(loop); loop = loopOf(loop)) loops.push(loop);
    return loops;
  };
  return {
    started: (node, now) => {
      for (const loop of around(node)) {
        const state = states.get(loop) ?? { active: 0, since: now, spent: 0 };
        if (state.active === 0) state.since = now;
        state.active += 1;
        states.set(loop, state);
      }
    },
    ended: (node, now) => {
      for (const loop of around(node)) {
        const state = states.get(loop);
        if (state === undefined || state.active === 0) continue;
        state.active -= 1;
        if (state.active === 0) state.spent += now - state.since;
      }
    },
    timeOf: (node, now) => {
      if (!isLoop(node)) return undefined;
      const state = states.get(node);
      if (state === undefined) return 0;
      return state.spent + (state.active === 0 ? 0 : now - state.since);
    },
  };
}
