import { styleSheet } from "../../picture/svg/style.js";
import { type ReportTheme, reportThemes } from "./report-theme.js";

/** The style sheet of a report, for readers who prefer light or dark colors, narrow screens and paper. */
export function reportStyle(): string {
  const dark = `@media (prefers-color-scheme: dark) { ${variables(reportThemes.dark)} }`;
  return [
    styleSheet("auto"),
    ":root { color-scheme: light dark; }",
    variables(reportThemes.light),
    dark,
    ...shapes,
  ].join("\n");
}

function variables(theme: ReportTheme): string {
  return `:root { ${Object.entries(theme)
    .map(([name, color]) => `--${name}: ${String(color)};`)
    .join(" ")} }`;
}

const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

const page: readonly string[] = [
  "* { box-sizing: border-box; }",
  "[hidden], svg.hidden { display: none !important; }",
  `body { margin: 0; background: var(--background); color: var(--ink); font: 14px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }`,
  "h1 { font-size: 20px; margin: 0; display: flex; gap: 12px; align-items: center; flex-wrap: wrap; overflow-wrap: anywhere; }",
  "h2 { font-size: 15px; margin: 0 0 8px; overflow-wrap: anywhere; }",
  "p { margin: 0; }",
  "a { color: var(--containerInk); }",
  `code, pre { font: 12px/1.45 ${mono}; }`,
  "pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 420px; overflow: auto; }",
  ":focus-visible { outline: 2px solid var(--containerInk); outline-offset: 1px; }",
  ":target { outline: 2px solid var(--containerBorder); outline-offset: 2px; }",
  "header { padding: 16px 24px 12px; border-bottom: 1px solid var(--nodeBorder); }",
  ".facts, .note { color: var(--soft); overflow-wrap: anywhere; } .facts b { color: var(--ink); }",
  ".note { font-size: 12.5px; }",
  "main { padding: 0 24px; } main > section, .columns > div > section { margin: 20px 0; }",
  ".columns { display: grid; grid-template-columns: minmax(300px, 5fr) minmax(0, 6fr); gap: 24px; align-items: start; }",
  ".columns > div { min-width: 0; }",
];

const alerts: readonly string[] = [
  ".pill { font-size: 12px; font-weight: 600; border-radius: 99px; padding: 2px 10px; border: 1px solid currentColor; white-space: nowrap; }",
  ".pill.ok { background: var(--okBackground); color: var(--ok); } .pill.failed { background: var(--errorBackground); color: var(--error); }",
  ".pill.cut { color: var(--cut); } .pill.waits { color: var(--waits); }",
  ".alert { margin: 14px 0 0; padding: 10px 16px; border-radius: 10px; border-left: 4px solid var(--cut); background: var(--pill); overflow-wrap: anywhere; }",
  ".alert.failed { border-color: var(--error); background: var(--errorBackground); } .alert.failed h2, .alert.failed h2 a { color: var(--error); }",
  ".alert.handled { border-color: var(--handled); background: var(--handledBackground); } .alert.waits { border-color: var(--waits); }",
  ".alert small { font-weight: 400; color: var(--soft); } .alert ul { margin: 0; padding-left: 20px; } .alert h2 { margin: 0 0 4px; }",
];

const picture: readonly string[] = [
  "figure { margin: 20px 0; border: 1px solid var(--nodeBorder); border-radius: 12px; overflow: hidden; min-width: 0; }",
  "figcaption { display: flex; gap: 4px 14px; flex-wrap: wrap; padding: 8px 14px; border-bottom: 1px solid var(--nodeBorder); font-size: 12px; color: var(--soft); }",
  "figcaption h2 { margin: 0; color: var(--ink); } figcaption .title { display: flex; align-items: flex-start; gap: 14px; width: 100%; }",
  '.key::before { content: ""; display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 5px; background: var(--ok); }',
  ".key.failed::before { background: var(--error); } .key.handled::before { background: var(--handled); } .key.waits::before { background: var(--waits); }",
  ".key.cut::before { background: none; outline: 1.5px dashed var(--cut); outline-offset: -1px; } .key.unused::before { background: var(--nodeBorder); }",
  ".tools { margin-left: auto; display: flex; gap: 4px; }",
  "button, input { font: inherit; color: inherit; background: var(--node); border: 1px solid var(--nodeBorder); border-radius: 6px; padding: 2px 8px; min-width: 28px; }",
  ".pan { overflow: auto; max-height: calc(100vh - 60px); padding: 10px; }",
  ".pan svg { display: block; margin: auto; max-width: 100%; height: auto; } .pan.zoomed svg { max-width: none; } .pan.zoomed { cursor: grab; }",
  ".columns > figure { position: sticky; top: 12px; margin-bottom: 12px; }",
  ".pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 16px; }",
];

/** What a run did, over its picture. Each state has words or a sign too. */
const overlay: readonly string[] = [
  ".fc .unused { opacity: 0.33; } .fc .went .line { stroke-width: 2.2; } .fc .went.back .line { stroke-width: 2.8; }",
  ".fc .ok > .box { stroke: var(--ok); stroke-width: 1.8; }",
  ".fc .failed > .box { stroke: var(--error); stroke-width: 2.6; } .fc .function.failed > .box { fill: var(--errorBackground); }",
  ".fc .handled > .box { stroke: var(--handled); stroke-width: 2.2; } .fc .cut > .box { stroke: var(--cut); stroke-width: 1.8; stroke-dasharray: 4 3; }",
  ".fc .waits > .box { stroke: var(--waits); stroke-width: 2.2; stroke-dasharray: 6 3; }",
  ".fc .mark-text { font-size: 10px; font-weight: 600; } .fc .mark-box { stroke-width: 0.8; fill: var(--background); stroke: var(--cut); }",
  ".fc .mark.ok .mark-box { fill: var(--okBackground); stroke: var(--ok); } .fc .mark.ok .mark-text { fill: var(--ok); }",
  ".fc .mark.failed .mark-box { fill: var(--errorBackground); stroke: var(--error); } .fc .mark.failed .mark-text { fill: var(--error); }",
  ".fc .mark.handled .mark-box { fill: var(--handledBackground); stroke: var(--handled); } .fc .mark.handled .mark-text { fill: var(--handled); }",
  ".fc .mark.waits .mark-box { stroke: var(--waits); } .fc .mark.waits .mark-text { fill: var(--waits); }",
];

const tables: readonly string[] = [
  ".scroll { overflow: auto; border: 1px solid var(--nodeBorder); border-radius: 10px; max-height: 70vh; }",
  "table { border-collapse: collapse; width: 100%; font-size: 12.5px; } th, td { text-align: left; padding: 3px 10px; vertical-align: top; font-weight: 400; }",
  ".timeline { table-layout: fixed; } .timeline th { width: 25%; } .timeline th, .timeline .time { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }",
  ".timeline thead td:first-child { width: 25%; } .timeline thead td:last-child, .timeline .time { width: 21%; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; }",
  ".timeline a { color: inherit; text-decoration: none; } .timeline a:hover { text-decoration: underline; }",
  ".timeline .bars { padding: 3px 0; } .timeline svg { display: block; width: 100%; overflow: visible; } .timeline text { font-size: 10px; fill: var(--soft); }",
  ".timeline tbody tr:hover { background: var(--pill); } .timeline thead { position: sticky; top: 0; background: var(--background); z-index: 1; }",
  ".timeline .in1 { padding-left: 20px; } .timeline .in2 { padding-left: 30px; } .timeline .in3 { padding-left: 40px; } .timeline .in4 { padding-left: 50px; }",
  ".timeline .in5 { padding-left: 60px; } .timeline .in6 { padding-left: 70px; } .timeline .in7 { padding-left: 80px; } .timeline .in8 { padding-left: 90px; }",
  "rect.ok { fill: var(--ok); } rect.failed { fill: var(--error); } rect.handled { fill: var(--handled); } rect.pause { fill: var(--background); opacity: 0.6; }",
  "rect.cut { fill: none; stroke: var(--cut); stroke-dasharray: 3 2; }",
  "line.grid { stroke: var(--nodeBorder); stroke-width: 0.6; } line.process { stroke: var(--containerBorder); stroke-width: 1.5; stroke-dasharray: 2 2; }",
  ".compared th, .compared td { border-top: 1px solid var(--nodeBorder); overflow-wrap: anywhere; min-width: 90px; } .compared thead th { border: 0; font-weight: 600; }",
  ".compared .more td { border: 0; padding-top: 0; } .outcomes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); gap: 10px; } .outcomes pre { background: var(--pill); border-radius: 8px; padding: 6px 10px; }",
  ".places { margin: 0 0 4px; padding-left: 20px; } .places i { color: var(--soft); font-style: normal; }",
  ".compared .failed { color: var(--error); } .compared pre { max-height: 180px; }",
];

const lists: readonly string[] = [
  ".search { display: flex; gap: 10px; align-items: center; margin: 0 0 8px; } .search input { flex: 1; min-width: 0; padding: 6px 10px; }",
  "summary { cursor: pointer; overflow-wrap: anywhere; }",
  ".group { border-top: 1px solid var(--nodeBorder); padding: 4px 2px; content-visibility: auto; contain-intrinsic-size: auto 30px; }",
  ".group > :not(summary) { margin-left: 16px; font-size: 13px; } .group > details, .group > p { padding: 1px 0; }",
  ".in-flow1 { margin-left: 16px; } .in-flow2 { margin-left: 32px; } .in-flow3 { margin-left: 48px; } .in-flow4 { margin-left: 64px; } .in-flow5 { margin-left: 80px; } .in-flow6 { margin-left: 96px; }",
  ".group i { font-style: normal; color: var(--soft); }",
  "b.failed, .group .failed > summary > b:nth-of-type(2) { color: var(--error); } b.handled, .group .handled > summary > b:nth-of-type(2) { color: var(--handled); } b.cut, b.waits { color: var(--cut); }",
  "dl { display: grid; grid-template-columns: 72px minmax(0, 1fr); gap: 4px 10px; margin: 4px 0 10px; } dt { color: var(--soft); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }",
  "dd pre, .value pre, details.value > pre { background: var(--pill); border-radius: 8px; padding: 6px 10px; max-height: 260px; }",
  "details.value { margin: 6px 0; } details.run > summary { font-size: 16px; font-weight: 600; padding: 10px 0; } details.run { border-top: 1px solid var(--nodeBorder); }",
];

const screens: readonly string[] = [
  "@media (max-width: 900px) { .columns { grid-template-columns: minmax(0, 1fr); gap: 0; } .columns > figure { position: static; } .pan { max-height: 70vh; } }",
  "@media (max-width: 600px) { header, main { padding-left: 12px; padding-right: 12px; } .timeline tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; } .timeline th, .timeline td, .timeline thead td { width: auto !important; } .timeline .bars { grid-column: 1 / -1; grid-row: 2; padding: 0 10px 4px; } .timeline thead td:not(.bars) { display: none; } .overview tr { display: flex; flex-wrap: wrap; border-top: 1px solid var(--nodeBorder); } .overview td { border: 0; min-width: 0; } }",
  "@media print { .search, .tools { display: none !important; } .scroll, .pan, pre { max-height: none !important; overflow: visible; } .pan.zoomed svg { max-width: 100%; } .columns { display: block; } .columns > figure { position: static; } .group { content-visibility: visible; } .group, figure { break-inside: auto; } section, tr, .alert { break-inside: avoid-page; } .timeline thead { position: static; } }",
];

const shapes: readonly string[] = [...page, ...alerts, ...picture, ...overlay, ...tables, ...lists, ...screens];
