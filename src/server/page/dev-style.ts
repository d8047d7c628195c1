import { reportStyle } from "../../../trace/report/report-style.js";

/** The style sheet of the pages: that of reports, and what reports do not have. */
export function devStyle(): string {
  return [reportStyle(), ...shapes].join("\n");
}

const shapes: readonly string[] = [
  ".pill.warning { background: var(--handledBackground); color: var(--handled); }",
  "pre.frame { margin: 4px 0; padding: 6px 10px; background: var(--pill); border-radius: 8px; white-space: pre; overflow: auto; }",
  ".list { list-style: none; margin: 0; padding: 0; } .list > li { padding: 6px 0; border-top: 1px solid var(--nodeBorder); overflow-wrap: anywhere; }",
  ".flows td:first-child { font-weight: 600; font-size: 14px; } .flows td, .runs td { overflow-wrap: anywhere; }",
  "form.run label { display: block; font-weight: 600; margin: 8px 0 2px; }",
  "textarea { display: block; width: 100%; min-height: 74px; resize: vertical; font: 12px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: inherit; background: var(--node); border: 1px solid var(--nodeBorder); border-radius: 6px; padding: 6px 8px; }",
  'textarea[aria-invalid="true"] { border-color: var(--error); } .fault { color: var(--error); min-height: 1.4em; }',
  "h3 { font-size: 14px; margin: 8px 0 2px; } .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr)); gap: 4px 14px; align-items: start; }",
  ".field input:not([type=checkbox]), .field select { width: 100%; padding: 4px 8px; } .field input[type=checkbox] { width: 18px; height: 18px; min-width: 0; } .field textarea { min-height: 0; }",
  "form.run .field label { margin: 4px 0 2px; overflow-wrap: anywhere; } .field .note { font-weight: 400; }",
  "fieldset { grid-column: 1 / -1; display: grid; grid-template-columns: subgrid; margin: 4px 0 0; border: 1px solid var(--nodeBorder); border-radius: 8px; padding: 2px 12px 8px; min-width: 0; } legend { font-weight: 600; padding: 0 4px; }",
  "select { font: inherit; color: inherit; background: var(--node); border: 1px solid var(--nodeBorder); border-radius: 6px; }",
  '.fields [aria-invalid="true"] { border-color: var(--error); }',
  "form.run button[type=submit] { background: var(--containerInk); border-color: var(--containerInk); color: var(--background); font-weight: 600; } form.run button:disabled { opacity: 0.5; cursor: default; }",
  "form.run button { padding: 4px 16px; margin: 8px 8px 0 0; cursor: pointer; }",
  "pre.log { background: var(--pill); border-radius: 8px; padding: 6px 10px; margin: 8px 0; } pre.log:empty { display: none; }",
  ".fc .went .line { stroke: var(--ok); } .fc .went .tip { fill: var(--ok); } .fc .went.error .line { stroke: var(--error); } .fc .went.error .tip { fill: var(--error); }",
  ".fc .running > .box { stroke: var(--containerInk); stroke-width: 2.8; stroke-dasharray: 7 3; } .fc .live-mark { font-size: 10px; font-weight: 600; text-anchor: end; fill: var(--ink); stroke: var(--background); stroke-width: 3px; paint-order: stroke; }",
];
