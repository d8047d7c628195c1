import type { FlowPlan } from "../../../compiler/plan.js";
import type { FlowEvent } from "../../../runtime/index.js";
import type { Terminal } from "../../base/terminal.js";
import { visibleText } from "../../base/visible-text.js";
import { createPalette } from "../../report/palette.js";
import { createActivity } from "./activity.js";
import { activityRows } from "./activity-rows.js";
import { durationText } from "./duration.js";
import { runningNodes } from "./inner-activity.js";
import type { NodeActivity } from "./node-activity.js";

/** Milliseconds between two updates of the rows, and before the first one: a short run shows only its end. */
const interval = 100;

/** The maximum number of nodes shown during a run. People look at what is running now. */
const mostRows = 12;

/** Shows a run to somebody who watches. */
export interface LiveRun {
  hear(event: FlowEvent): void;
  /** Removes the changing rows and prints one row for each node that ran. */
  finish(): void;
}

/** Shows what runs now in rows that change, also in flows that nodes run; at the end, what each node of the run did. */
export function createLiveRun(plan: FlowPlan, terminal: Terminal): LiveRun {
  const activity = createActivity(plan);
  const began = performance.now();
  const plain = createPalette(false, "warning");
  const palette = createPalette(terminal.errorColor, "warning");
  const { width } = terminal;
  let shownAt = began;
  const show = (): void => {
    const now = performance.now();
    if (now - shownAt < interval) return;
    shownAt = now;
    const nodes = activity.nodes(now);
    const running = runningNodes(nodes);
    const rows = activityRows(running.slice(0, mostRows), { now, width, palette: plain });
    if (running.length > mostRows) rows.push(`  and ${running.length - mostRows} more`);
    terminal.live?.([...rows, `${titleOf(plan)}: ${countOf(nodes)}, ${durationText(now - began)}`].join("\n"));
  };
  const timer = setInterval(show, interval);
  timer.unref();
  return {
    hear: (event) => {
      activity.hear(event, performance.now());
      // Timers do not run while callables that answer at once follow each other.
      show();
    },
    finish: () => {
      clearInterval(timer);
      terminal.live?.("");
      const now = performance.now();
      const nodes = activity.nodes(now);
      const rows = activityRows(nodes, { now, width, palette });
      const summary = `${titleOf(plan)}: ${countOf(nodes)} in ${durationText(now - began)}`;
      terminal.error([...rows, summary].map((row) => `${row}\n`).join(""));
    },
  };
}

function titleOf({ name }: FlowPlan): string {
  return visibleText(name);
}

function countOf(nodes: readonly NodeActivity[]): string {
  const ran = nodes.reduce((sum, { ended }) => sum + ended, 0);
  return `${ran} ${ran === 1 ? "step" : "steps"} done`;
}
