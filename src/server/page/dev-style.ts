import { reportStyle } from "../../../trace/report/report-style.js";

/** The style sheet of the pages: that of reports, and what reports do not have. */
export function devStyle(): string {
  return [reportStyle(), ...shapes].join("\n");
}

const shapes: readonly string[] = [
  ".pill.warning { background: var(--handledBackground); color: var(--handled); }",
  ".list { list-style: none; margin: 0; padding: 0; } .list > li { padding: 6px 0; border-top: 1px solid var(--nodeBorder); overflow-wrap: anywhere; }",
  ".flows td:first-child { font-weight: 600; font-size: 14px; } .flows td, .runs td { overflow-wrap: anywhere; }",
  "form.run label { display: block; font-weight: 600; margin: 8px 0 2px; }",
  "textarea { display: block; width: 100%; min-height: 74px; resize: vertical; font: 12px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: inherit; background: var(--node); border: 1px solid var(--nodeBorder); border-radius: 6px; padding: 6px 8px; }",
  'textarea[aria-invalid="true"] { border-color: var(--error); } .fault { color: var(--error); min-height: 1.4em; }',
  "form.run button { padding: 4px 16px; margin: 8px 8px 0 0; cursor: pointer; }",
  "pre.log { background: var(--pill); border-radius: 8px; padding: 6px 10px; margin: 8px 0; } pre.log:empty { display: none; }",
  ".fc .running > .box { stroke: var(--containerInk); stroke-width: 2.8; stroke-dasharray: 7 3; } .fc .live-mark { font-size: 10px; font-weight: 600; text-anchor: end; fill: var(--ink); stroke: var(--background); stroke-width: 3px; paint-order: stroke; }",
];
