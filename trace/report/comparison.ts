import { compareRuns, type NodeDifference } from "../run/compare-runs.js";
import { type NodeTotals, worstState } from "../run/node-totals.js";
import type { RecordedActivation } from "../run/recorded-run.js";
import { valueDifferences } from "../run/value-differences.js";
import { escapeHtml } from "./escape-html.js";
import { statusPill } from "./glance.js";
import type { ReportRun } from "./report-run.js";
import { counted, showCount, showMoment, showTime } from "./show-time.js";
import { errorTitle, showValue } from "./show-value.js";
import { stateWords, withinText } from "./timeline.js";

/** Characters of values that are compared, for each. */
const shownValue = 1000;

/** How many places at which results differ are listed for a node, and characters of each value at them. */
const [mostPlaces, shownPart] = [8, 80];

/** How many nodes of flows that nodes ran are compared in each of the two tables, those in order of their first starts. */
const mostInner = 500;

/** The runs side by side: what they are, and at which nodes they differ. */
export function comparisonOf(runs: readonly ReportRun[]): string {
  const differences = compareRuns(runs.map(({ run }) => run));
  const unlike = differences.filter(({ differs, isSlower }) => differs.length > 0 || isSlower);
  const alike = differences.filter((difference) => !unlike.includes(difference));
  const heads = runs.map(({ name }) => `<th>${escapeHtml(name)}</th>`).join("");
  const head = `<thead><tr><th>node</th>${heads}</tr></thead>`;
  const rows = (of: readonly NodeDifference[]): string => {
    const inner = of.filter(({ path }) => path.length > 1);
    const leftOut = new Set(inner.slice(mostInner));
    const more = `<tr><td colspan="${runs.length + 1}">${counted(leftOut.size, "more node")} of flows that nodes ran.</td></tr>`;
    return [
      ...of.filter((difference) => !leftOut.has(difference)).map((each) => rowOf(each, each === cause)),
      ...(leftOut.size > 0 ? [more] : []),
    ].join("\n");
  };
  // What differs first often explains the rest.
  const cause = unlike.find(({ first }) => first !== undefined);
  const rest =
    alike.length === 0
      ? ""
      : `<details class="value"><summary>${counted(alike.length, "node")} without a difference</summary><div class="scroll"><table class="compared">${head}<tbody>${rows(alike)}</tbody></table></div></details>`;
  const main =
    unlike.length === 0
      ? "<p>The same nodes ran, with the same results, in about the same time.</p>"
      : `<div class="scroll"><table class="compared">${head}<tbody>\n${rows(unlike)}\n</tbody></table></div>`;
  return `<section><h2>Runs</h2>${overviewOf(runs)}</section><section><h2>What differs</h2>${changeNote(runs)}${main}${rest}</section>`;
}

/** Says that the runs are of different versions of the flow, as far as their records tell. */
function changeNote(runs: readonly ReportRun[]): string {
  const versions = new Set(runs.flatMap(({ run }) => run.planHash ?? []));
  return versions.size > 1 ? "<p>The flow was changed between these runs.</p>" : "";
}

function overviewOf(runs: readonly ReportRun[]): string {
  const rows = runs.map(({ name, run, nodes }) => {
    const cells = [
      `<a href="#${nodes.idPrefix}run">${escapeHtml(name)}</a>`,
      statusPill(run),
      showTime(run.duration),
      counted(run.activations.length, "activation"),
      escapeHtml(showMoment(run.startedAt)),
      run.error === undefined ? "" : escapeHtml(errorTitle(run.error).slice(0, 300)),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return `<div class="scroll"><table class="compared overview"><tbody>${rows.join("")}</tbody></table></div>`;
}

function rowOf({ path, totals, differs, first, isSlower }: NodeDifference, isOpen: boolean): string {
  const cells = totals.map((of) => `<td>${cellOf(of)}</td>`);
  const why = [...differs, ...(isSlower ? ["time"] : [])].join(", ");
  const around = path.length === 1 ? "" : ` <span class="note">in ${escapeHtml(path.slice(0, -1).join(" › "))}</span>`;
  const name = `<th scope="row"><b>${escapeHtml(path.at(-1) ?? "")}</b>${around}${why === "" ? "" : ` <span class="note">${why}</span>`}</th>`;
  const row = `<tr>${name}${cells.join("")}</tr>`;
  if (first === undefined) return row;
  const found = first.find((activation) => activation !== undefined);
  const [number, where] = [found?.visit ?? 1, found === undefined ? "" : withinText(found)];
  const outcomes = first.map((activation) => `<div>${outcomeOf(activation)}</div>`);
  const details = `<details${isOpen ? " open" : ""}><summary class="note">what visit ${number}${escapeHtml(where)} gave</summary><div class="outcomes">${outcomes.join("")}</div></details>`;
  return `${row}<tr class="more"><td colspan="${totals.length + 1}">${placesOf(first)}${details}</td></tr>`;
}

/** `$.order.items[2].price: 3 → 4`: where results differ, if they are not simple values, and if each run has one. */
function placesOf(first: readonly (RecordedActivation | undefined)[]): string {
  const results = first.map((activation) => activation?.result);
  if (results.includes(undefined)) return "";
  const { listed, isCut } = valueDifferences(results, mostPlaces);
  if (listed.every(({ path }) => path === "$")) return "";
  const items = listed.map(({ path, values }) => {
    const parts = values.map((value) =>
      value === undefined ? "<i>nothing</i>" : `<code>${escapeHtml(oneLine(showValue(value, shownPart)))}</code>`,
    );
    return `<li><code>${escapeHtml(path)}</code>: ${parts.join(" → ")}</li>`;
  });
  return `<ul class="places">${items.join("")}${isCut ? "<li>and more</li>" : ""}</ul>`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, " ");
}

function cellOf(totals: NodeTotals | undefined): string {
  if (totals === undefined) return "did not run";
  const { activations, states, retries, total } = totals;
  const worst = worstState(states);
  return [
    ...(activations.length > 1 ? [`×${showCount(activations.length)}`] : []),
    ...(worst === "ok" ? [] : [`<span class="${worst}">${stateWords[worst]}</span>`]),
    ...(retries > 0 ? [`↻ ${showCount(retries)}`] : []),
    showTime(total),
  ].join(" · ");
}

function outcomeOf(activation: RecordedActivation | undefined): string {
  if (activation === undefined) return "";
  const { state, result, error } = activation;
  if (error !== undefined) return `<span class="failed">${escapeHtml(errorTitle(error).slice(0, shownValue))}</span>`;
  if (state !== "ok") return stateWords[state];
  return result === undefined ? "" : `<pre>${escapeHtml(showValue(result, shownValue))}</pre>`;
}
