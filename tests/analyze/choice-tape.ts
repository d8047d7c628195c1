/** A tape of choices that is counted up until every combination has been run. */
export interface ChoiceTape {
  /** The next choice of this run: from 0 up to `limit`, exclusive. */
  choose(limit: number): number;
  /** Begins another run. */
  rewind(): void;
  /** Moves on to the next combination. Returns false if there is none. */
  advance(): boolean;
  /** Which part of all combinations the last run is, if each of its choices splits what is left evenly. */
  share(): number;
}

export function createChoiceTape(): ChoiceTape {
  let tape: { choice: number; limit: number }[] = [];
  let at = 0;
  return {
    choose: (limit) => {
      const entry = tape[at] ?? { choice: 0, limit };
      tape[at++] = entry;
      return entry.choice;
    },
    rewind: () => {
      at = 0;
    },
    advance: () => {
      tape = tape.slice(0, at);
      for (let last = tape.pop(); last !== undefined; last = tape.pop()) {
        if (last.choice + 1 >= last.limit) continue;
        tape.push({ choice: last.choice + 1, limit: last.limit });
        return true;
      }
      return false;
    },
    share: () => tape.slice(0, at).reduce((share, { limit }) => share / limit, 1),
  };
}
