import { type NodeTotals } from "../run/node-totals.js";
import {
  type ActivationState,
  activationStates,
  type RecordedActivation,
  type RecordedRun,
} from "../run/recorded-run.js";
import { escapeHtml } from "./escape-html.js";
import type { ReportNodes } from "./report-nodes.js";
import { showCount, showTime } from "./show-time.js";

/** Bars whose starts are nearer than a part of the whole time are one bar: about a pixel of the widest timeline. */
const [finest, mostBars] = [700, 4000];

interface Bar {
  readonly start: number;
  end: number;
  state: ActivationState;
  count: number;
  readonly activation: RecordedActivation;
}

/** Rows are indented up to this depth. */
const deepest = 8;

/** One row a node, in the order of first starts; the nodes of a flow that it ran follow it. Bars are placed by per cent, so they fit any width without a script. */
export function timelineOf(run: RecordedRun, totals: readonly NodeTotals[], nodes: ReportNodes): string {
  const whole = Math.max(run.duration, ...run.activations.slice(-1).map(({ end }) => end), 0.001);
  const rows = barsOf(totals, whole);
  const position = (time: number): string => `${Math.round((time / whole) * 1e5) / 1e3}%`;
  const grid = `${nodes.idPrefix}grid`;
  const axis = `<tr><td></td><td class="bars"><svg height="16" aria-hidden="true">${axisOf(run, whole, position)}</svg>${gridOf(grid, run, whole, position)}</td><td></td></tr>`;
  const body = rows.map(({ totals: of, bars }) => {
    const node = nodes.of(of.path);
    const shown = bars.map((bar) => barElement(bar, whole, position)).join("");
    const count = of.activations.length;
    const time = count > 1 ? `×${showCount(count)} · ${showTime(of.total)}` : showTime(of.total);
    return `<tr><th scope="row" class="in${Math.min(node.depth, deepest)}"><a href="#${node.id}">${escapeHtml(node.label)}</a></th><td class="bars"><svg height="14" aria-hidden="true"><use href="#${grid}"/>${shown}</svg></td><td class="time">${time}</td></tr>`;
  });
  return `<table class="timeline"><thead>${axis}</thead><tbody>\n${body.join("\n")}\n</tbody></table>`;
}

/** The bars of all rows, merged until there are few enough for a page. */
function barsOf(
  all: readonly NodeTotals[],
  whole: number,
): readonly { readonly totals: NodeTotals; readonly bars: readonly Bar[] }[] {
  for (let parts = finest; ; parts /= 2) {
    const rows = all.map((totals) => ({ totals, bars: merged(totals.activations, whole / parts) }));
    if (parts < 50 || rows.reduce((sum, { bars }) => sum + bars.length, 0) <= mostBars) return rows;
  }
}

function merged(activations: readonly RecordedActivation[], nearest: number): readonly Bar[] {
  const bars: Bar[] = [];
  for (const activation of activations) {
    const { start, end, state } = activation;
    const last = bars.at(-1);
    if (last === undefined || start - last.start >= nearest) {
      bars.push({ start, end, state, count: 1, activation });
      continue;
    }
    last.end = Math.max(last.end, end);
    last.count += 1;
    if (activationStates.indexOf(state) < activationStates.indexOf(last.state)) last.state = state;
  }
  return bars;
}

function barElement(bar: Bar, whole: number, position: (time: number) => string): string {
  const { start, end, state, count, activation } = bar;
  const least = whole / 300;
  const left = Math.min(start, whole - least);
  const width = Math.max(least, end - start);
  const what =
    count > 1
      ? `${showCount(count)} visits`
      : `visit ${activation.visit}${withinText(activation)}, ${showTime(end - start)}`;
  const title = `<title>${escapeHtml(what)} from ${showTime(start)}${state === "ok" ? "" : `: ${stateWords[state]}`}</title>`;
  const rect = `<rect class="${state}" x="${position(left)}" width="${position(width)}" height="12" y="1" rx="2">${title}</rect>`;
  if (count > 1) return rect;
  // The pauses between attempts.
  const pauses = activation.retries.slice(0, 20).map(({ time, delay }) => {
    const pause = Math.max(least / 2, Math.min(delay, end - time));
    return `<rect class="pause" x="${position(time)}" width="${position(pause)}" height="12" y="1"/>`;
  });
  return rect + pauses.join("");
}

/** ` in enrich#1@2/geo#1@1`: the steps around, of an activation in a flow that a node ran. Not escaped. */
export function withinText({ within }: { readonly within?: readonly string[] | undefined }): string {
  if (within === undefined) return "";
  const text = within.join("/");
  return ` in ${text.length > 100 ? `…${text.slice(-99)}` : text}`;
}

/** What a state is in words. */
export const stateWords: Readonly<Record<ActivationState, string>> = {
  failed: "failed",
  handled: "failed, handled",
  cut: "cut off",
  ok: "ok",
};

function axisOf({ processes }: RecordedRun, whole: number, position: (time: number) => string): string {
  const ticks = ticksOf(whole).map((time) => `<text x="${position(time)}" y="12">${showTime(time)}</text>`);
  const borders = processes
    .slice(1)
    .map(({ start }) => `<line class="process" x1="${position(start)}" x2="${position(start)}" y2="16"/>`);
  return [...ticks, ...borders.slice(0, 100)].join("");
}

/** The lines behind the bars, once for all rows. */
function gridOf(id: string, { processes }: RecordedRun, whole: number, position: (time: number) => string): string {
  const line = (className: string, time: number): string =>
    `<line class="${className}" x1="${position(time)}" x2="${position(time)}" y1="-4" y2="22"/>`;
  const lines = [
    ...ticksOf(whole).map((time) => line("grid", time)),
    ...processes.slice(1, 100).map(({ start }) => line("process", start)),
  ];
  return `<svg class="hidden" aria-hidden="true"><defs><g id="${id}">${lines.join("")}</g></defs></svg>`;
}

/** Round times, at most six, and none at the very end, where its text would not fit. */
function ticksOf(whole: number): readonly number[] {
  const size = 10 ** Math.floor(Math.log10(whole / 5));
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((candidate) => whole / candidate <= 6) ?? whole;
  const count = Math.floor((whole * 0.92) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
