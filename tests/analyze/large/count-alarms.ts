import type { Found } from "./analyze-large.js";
import type { LargeFlow } from "./flow.js";
import type { Judged } from "./judge.js";
import { falseAlarm, reportFault } from "./report-fault.js";

/** How many findings that say "may" are false, in flows whose choices were all run, or are at least shown by no run. */
export interface AlarmCounts {
  add(judged: Judged, flow: LargeFlow, seed: number): void;
  table(): string;
  /** What is wrong with a code that has too many. */
  excess(): string | undefined;
}

/** A few are left that only a proof over several joins would silence: one in this many, plus one. */
const oneOf = 150;

/**
 * How many of a hundred findings no run may show where only some of the choices were run. A few runs do not show every finding that is
 * right. But where a proof is missing, far more are not shown: without the one that a cycle is left once, 25 and 31. Few findings say nothing.
 */
const mostUnseen: ReadonlyMap<string, number> = new Map([
  ["join/fires-twice", 21],
  ["context/concurrent-write", 21],
]);

const leastTold = 1_000;

export function countAlarms(): AlarmCounts {
  const counts = new Map<string, Count>();
  const unseen = new Map<string, Count>();
  return {
    add: ({ alarms, isComplete }, flow, seed) => {
      const wrong = alarms?.unconfirmed ?? [];
      for (const finding of [...(alarms?.confirmed ?? []), ...wrong]) {
        const list = isComplete ? counts : unseen;
        const count = list.get(finding.code) ?? { told: 0, wrong: [] };
        list.set(finding.code, count);
        count.told += 1;
        if (wrong.includes(finding)) count.wrong.push({ finding, flow, seed });
      }
    },
    table: () =>
      [
        "false alarms, where every choice was run",
        ...linesOf(counts),
        "findings that no run shows, where some choices were run",
        ...linesOf(unseen),
      ].join("\n"),
    excess: () => {
      for (const { told, wrong } of counts.values()) {
        const [first] = wrong;
        if (first === undefined || wrong.length <= 1 + told / oneOf) continue;
        return `${wrong.length} of ${told}: ${reportFault(first.flow, falseAlarm(first.finding).kind, first.seed)}`;
      }
      for (const [code, { told, wrong }] of unseen) {
        const most = mostUnseen.get(code);
        if (most === undefined || told < leastTold || wrong.length <= (told * most) / 100) continue;
        return `no run shows ${wrong.length} of ${told} ${code}, such as seed ${wrong[0]?.seed ?? 0}`;
      }
      return undefined;
    },
  };
}

interface Count {
  told: number;
  readonly wrong: Wrong[];
}

function linesOf(counts: ReadonlyMap<string, Count>): string[] {
  return [...counts].map(([code, { told, wrong }]) => `  ${String(wrong.length).padStart(6)} of ${told}  ${code}`);
}

interface Wrong {
  readonly finding: Found;
  readonly flow: LargeFlow;
  readonly seed: number;
}
