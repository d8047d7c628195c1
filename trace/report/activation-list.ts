import { type NodeTotals, worstState } from "../run/node-totals.js";
import type { FailedAttempt, RecordedActivation } from "../run/recorded-run.js";
import { escapeHtml } from "./escape-html.js";
import type { Listed } from "./listed.js";
import { linkTo } from "./link-to.js";
import { pathOf, type ReportNode, type ReportNodes } from "./report-nodes.js";
import { counted, showCount, showTime } from "./show-time.js";
import { errorTitle, showError } from "./show-value.js";
import { stateWords, withinText } from "./timeline.js";
import type { ValueTexts } from "./value-texts.js";

export interface ListOptions {
  readonly nodes: ReportNodes;
  readonly listed: Listed;
  readonly values: ValueTexts;
  /** Where the failure of a node that runs a flow came from. */
  readonly originOf: (failed: RecordedActivation) => RecordedActivation | undefined;
}

const undoWords = {
  ok: "<b>undone</b>",
  failed: "<b>its undo failed</b>",
  cut: "<b>its undo was cut off</b>",
} as const;

/** The flows around a node are shown up to this depth. */
const deepest = 6;

/** The activations of a run, by node, in the order of their first starts; the nodes of a flow that a node ran follow it. Nothing needs a script: each node and activation opens. */
export function activationList(totals: readonly NodeTotals[], options: ListOptions): string {
  return totals.map((of) => groupElement(of, options)).join("\n");
}

function groupElement(totals: NodeTotals, options: ListOptions): string {
  const { activations, states, path } = totals;
  const node = options.nodes.of(path);
  const rows = activations.filter((activation) => options.listed.has(activation));
  const leftOut = options.listed.leftOut(totals);
  const rest = leftOut === 0 ? "" : `<p class="note">${counted(leftOut, "more visit")} left out.</p>`;
  const isOpen = states.failed > 0 ? " open" : "";
  const shown = rows.map((activation) => activationElement(activation, activations.length === 1, options)).join("\n");
  const className = path.length === 1 ? "group" : `group in-flow${Math.min(path.length - 1, deepest)}`;
  return `<details class="${className}" id="${node.id}"${isOpen}><summary>${summaryOf(totals, node)}</summary>${aboutOf(node)}\n${shown}${rest}</details>`;
}

function summaryOf(
  { activations, states, retries, total, longest }: NodeTotals,
  { label, around }: ReportNode,
): string {
  const worst = worstState(states);
  const count = activations.length;
  const facts = [
    count > 1 ? `×${showCount(count)}` : "",
    ...(["failed", "handled", "cut"] as const).map((state) =>
      states[state] === 0 ? "" : `${count > 1 ? `${showCount(states[state])} ` : ""}${stateWords[state]}`,
    ),
    retries > 0 ? `↻ ${showCount(retries)}` : "",
    showTime(total),
    count > 1 ? `longest ${showTime(longest)}` : "",
  ];
  const flows = around === "" ? "" : ` <i>in ${escapeHtml(around)}</i>`;
  return `<b class="${worst}">${escapeHtml(label)}</b>${flows} ${facts.filter((fact) => fact !== "").join(" · ")}`;
}

function aboutOf({ picture, place }: ReportNode): string {
  const facts = [picture?.summary, picture?.callable, place].filter((fact) => fact !== undefined && fact !== "");
  return facts.length === 0 ? "" : `<p class="note">${facts.map((fact) => escapeHtml(fact ?? "")).join(" · ")}</p>`;
}

function activationElement(activation: RecordedActivation, isOnly: boolean, options: ListOptions): string {
  const { state, error } = activation;
  const title = `${headOf(activation)}${error === undefined ? "" : ` ${escapeHtml(shortened(errorTitle(error), 60))}`}`;
  const details = detailsOf(activation, options);
  const className = state === "ok" ? "" : ` class="${state}"`;
  if (details === "") return `<p${className}>${title}</p>`;
  const isOpen = state === "failed" || isOnly;
  return `<details${className}${isOpen ? " open" : ""}><summary>${title}</summary><dl>${details}</dl></details>`;
}

/** `#2 item 1 · 13.9 ms at 703 ms after pick #2`. */
function headOf(activation: RecordedActivation): string {
  const { visit, index, item, state, start, end, causes, retries, restarts, undo } = activation;
  const position = [...index, ...(item === undefined ? [] : [item])].join(".");
  const from = causes.map(([node, number]) => `${shortened(node, 60)} #${number}`);
  const shown = from.length > 4 ? [...from.slice(0, 3), `${from.length - 3} more`] : from;
  const after = from.length === 0 ? "" : ` after ${escapeHtml(shown.join(", "))}`;
  const facts = [
    `<b>#${visit}</b>${escapeHtml(withinText(activation))}`,
    ...(position === "" ? [] : [`item ${position}`]),
    ...(state === "ok" ? [] : [`<b>${stateWords[state]}</b>`]),
    ...(retries.length > 0 ? [`↻ ${retries.length}`] : []),
    ...(undo === undefined ? [] : [undoWords[undo.state]]),
    ...(restarts > 0 ? [`begun again in another process`] : []),
    showTime(end - start),
  ];
  return `${facts.join(" ")} <i>at ${showTime(start)}${after}</i>`;
}

function detailsOf(activation: RecordedActivation, { nodes, listed, values, originOf }: ListOptions): string {
  const { visit, error, retries, input, result, routes, undo } = activation;
  const node = nodes.of(pathOf(activation)).id;
  const owner = { node, visit: `visit ${visit}${withinText(activation)}`, isImportant: listed.isImportant(activation) };
  const origin = originOf(activation);
  const undoError = undo?.error;
  return [
    retries.length === 0 ? "" : values.text("attempts", () => retries.map(attemptText).join("\n"), owner),
    origin === undefined ? "" : values.markup("came from", linkTo(origin, nodes, { hasPlace: true }), owner),
    error === undefined ? "" : values.text("error", () => showError(error), owner),
    undoError === undefined ? "" : values.text("error of its undo", () => showError(undoError), owner),
    values.value("input", input, owner),
    values.value("result", result, owner),
    values.value("routes", routes, owner),
  ].join("");
}

function attemptText({ attempt, delay, error }: FailedAttempt): string {
  const pause = delay > 0 ? `; the next one after ${showTime(delay)}` : "";
  return `${attempt}: ${error === undefined ? "failed" : shortened(errorTitle(error), 200)}${pause}`;
}

function shortened(text: string, limit: number): string {
  const [line = ""] = text.split("\n");
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}
