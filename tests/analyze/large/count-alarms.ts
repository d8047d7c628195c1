import type { Found } from "./analyze-large.js";
import type { LargeFlow } from "./flow.js";
import type { Judged } from "./judge.js";
import { falseAlarm, reportFault } from "./report-fault.js";

/** How many findings that say "may" are false, in flows whose choices were all run. */
export interface AlarmCounts {
  add(judged: Judged, flow: LargeFlow, seed: number): void;
  table(): string;
  /** The first false alarm of a code that has too many. */
  excess(): string | undefined;
}

/** A few are left that only a proof over several joins would silence: one in this many, plus one. */
const oneOf = 150;

export function countAlarms(): AlarmCounts {
  const counts = new Map<string, { told: number; wrong: Wrong[] }>();
  return {
    add: ({ alarms }, flow, seed) => {
      const wrong = alarms?.unconfirmed ?? [];
      for (const finding of [...(alarms?.confirmed ?? []), ...wrong]) {
        const count = counts.get(finding.code) ?? { told: 0, wrong: [] };
        counts.set(finding.code, count);
        count.told += 1;
        if (wrong.includes(finding)) count.wrong.push({ finding, flow, seed });
      }
    },
    table: () => {
      const lines = [...counts].map(
        ([code, { told, wrong }]) => `  ${String(wrong.length).padStart(6)} of ${told}  ${code}`,
      );
      return ["false alarms, where every choice was run", ...lines].join("\n");
    },
    excess: () => {
      for (const { told, wrong } of counts.values()) {
        const [first] = wrong;
        if (first === undefined || wrong.length <= 1 + told / oneOf) continue;
        return `${wrong.length} of ${told}: ${reportFault(first.flow, falseAlarm(first.finding).kind, first.seed)}`;
      }
      return undefined;
    },
  };
}

interface Wrong {
  readonly finding: Found;
  readonly flow: LargeFlow;
  readonly seed: number;
}
