import { textWidth } from "../../../compiler/emit/print/text-width.js";
import { visibleText } from "../../base/visible-text.js";
import type { Palette } from "../../report/palette.js";
import { durationText } from "./duration.js";
import type { NodeActivity, Retry } from "./node-activity.js";

interface Row {
  readonly sign: string;
  readonly paint: (text: string) => string;
  readonly name: string;
  readonly time: string;
  readonly detail: string;
}

export interface RowOptions {
  /** Milliseconds, on the clock of the activity. */
  readonly now: number;
  /** Columns of the terminal. Longer rows are cut. */
  readonly width: number;
  readonly palette: Palette;
}

/** One row for each node: a sign, its name and how often it ran, the time it took, and what is special. */
export function activityRows(nodes: readonly NodeActivity[], { now, width, palette }: RowOptions): string[] {
  const rows = nodes.map((node) => rowOf(node, now, palette));
  const nameWidth = Math.max(0, ...rows.map(({ name }) => textWidth(name)));
  const timeWidth = Math.max(0, ...rows.map(({ time }) => time.length));
  return rows.map(({ sign, paint, name, time, detail }) => {
    const padding = " ".repeat(Math.max(0, nameWidth - textWidth(name)));
    const text = cut(`${name}${padding}  ${time.padStart(timeWidth)}  ${detail}`.trimEnd(), width - 3);
    return `${paint(sign)} ${text}`;
  });
}

function rowOf(node: NodeActivity, now: number, palette: Palette): Row {
  const { depth, ended, running, fault } = node;
  const runs = ended + running.size;
  const name = `${"  ".repeat(depth)}${visibleText(node.id)}${runs > 1 ? ` ×${runs}` : ""}`;
  const began = Math.min(...running.values());
  const time = runs === 0 ? "" : durationText(running.size > 0 ? now - began : node.spent);
  const retry = retryText(node, now);
  const row = { name, time, ...signOf(node, retry !== undefined, palette) };
  if (running.size > 0) return { ...row, detail: retry ?? manyText(running.size) };
  if (node.waitsFor !== undefined) return { ...row, detail: `${node.waitsFor} did not arrive` };
  if (node.cut > 0) return { ...row, detail: "cut off" };
  return { ...row, detail: fault === undefined ? "" : `${timesText(node)}${fault.text}${handledText(fault)}` };
}

function signOf(
  { running, fault, waitsFor, cut }: NodeActivity,
  hasRetry: boolean,
  palette: Palette,
): Pick<Row, "sign" | "paint"> {
  if (running.size > 0) return { sign: hasRetry ? "↻" : "…", paint: palette.note };
  if (waitsFor !== undefined || cut > 0) return { sign: "■", paint: palette.severity };
  if (fault === undefined) return { sign: "✓", paint: palette.added };
  return { sign: "✗", paint: fault.handled === undefined ? palette.removed : palette.severity };
}

/** Says which attempt comes next, and when; undefined if no activation waits for one. */
function retryText({ retries }: NodeActivity, now: number): string | undefined {
  const waiting: Retry[] = [...retries.values()].filter(({ due }) => due > now);
  const [first] = waiting.sort((one, other) => one.due - other.due);
  return first && `attempt ${first.attempt} in ${durationText(first.due - now)}: ${first.text}`;
}

function manyText(count: number): string {
  return count > 1 ? `${count} at once` : "";
}

function timesText({ failed, ended }: NodeActivity): string {
  return ended > 1 ? `${failed} failed: ` : "";
}

function handledText({ handled }: NonNullable<NodeActivity["fault"]>): string {
  if (handled === undefined) return "";
  return handled === "continue" ? " (the flow goes on)" : " (its error handler takes over)";
}

/** Cuts a text to a width in columns, at the border of a character that people see as one. */
function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let result = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (textWidth(result) + textWidth(segment) >= width) break;
    result += segment;
  }
  return `${result}…`;
}
