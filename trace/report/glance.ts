import type { NodeTotals } from "../run/node-totals.js";
import type { RecordedActivation, RecordedRun, InnerRun } from "../run/recorded-run.js";
import { originsOf } from "../run/origin-of.js";
import { escapeHtml } from "./escape-html.js";
import { linkTo } from "./link-to.js";
import type { ReportNodes } from "./report-nodes.js";
import { counted, showCount, showMoment, showTime } from "./show-time.js";
import { withinText } from "./timeline.js";
import { errorTitle, showError, showValue } from "./show-value.js";

/** How many failures and joins are listed at the top. */
const most = 10;

/** The status of a run as a pill. */
export function statusPill({ status, waiting }: RecordedRun): string {
  if (status === "done" && waiting.length > 0) {
    return `<span class="pill waits">done, ${counted(waiting.length, "join")} left waiting</span>`;
  }
  const className = { done: "ok", failed: "failed", "cut off": "cut" }[status];
  const sign = { done: "✓ ", failed: "✕ ", "cut off": "" }[status];
  return `<span class="pill ${className}">${sign}${status}</span>`;
}

/** `749 ms · 32 activations of 23 of 40 nodes · 1 failed · …`. */
export function factsOf(run: RecordedRun, totals: ReadonlyMap<string, NodeTotals>): string {
  const { picture, activations, inner = [], duration, startedAt, file, processes } = run;
  const own = [...totals.values()].filter(({ path }) => path.length === 1);
  const sum = (of: (totals: NodeTotals) => number): number => own.reduce((all, one) => all + of(one), 0);
  const nodes =
    picture === undefined
      ? `${counted(own.length, "node")} ran`
      : `${own.length} of ${counted(picture.nodes.length, "node")} ran`;
  const [failed, handled, retries] = [
    sum(({ states }) => states.failed),
    sum(({ states }) => states.handled),
    sum((of) => of.retries),
  ];
  const undone = allOf(run).filter(({ undo }) => undo?.state === "ok").length;
  return [
    `<b>${showTime(duration)}</b>`,
    counted(activations.length, "activation"),
    nodes,
    ...(inner.length > 0 ? [innerFacts(inner)] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(handled > 0 ? [counted(handled, "handled failure")] : []),
    ...(retries > 0 ? [counted(retries, "retry", "retries")] : []),
    ...(undone > 0 ? [`${undone} undone`] : []),
    ...(processes.length > 1 ? [counted(processes.length, "process", "processes")] : []),
    escapeHtml(showMoment(startedAt)),
    ...(file === undefined ? [] : [`<code>${escapeHtml(file)}</code>`]),
  ].join(" · ");
}

/** `12 activations in 3 runs of other flows`: what nodes ran. */
function innerFacts(inner: readonly InnerRun[]): string {
  const count = inner.reduce((sum, { activations }) => sum + activations.length, 0);
  return `${counted(count, "activation")} in ${counted(inner.length, "run")} of other flows`;
}

/** What a reader has to see first: what ended the run, what a policy took, what was left waiting. */
export function alertsOf(run: RecordedRun, nodes: ReportNodes): string {
  const alerts = [errorAlert(run, nodes), undoAlert(run, nodes), cutAlert(run, nodes), handledAlert(run, nodes)];
  return [...alerts.flat(), ...waitingAlerts(run)].join("\n");
}

function allOf({ activations, inner = [] }: RecordedRun): readonly RecordedActivation[] {
  return [...activations, ...inner.flatMap((run) => run.activations)];
}

/** What could not be undone has to be put right by people. */
function undoAlert(run: RecordedRun, nodes: ReportNodes): string[] {
  const failed = allOf(run).filter(({ undo }) => undo !== undefined && undo.state !== "ok");
  if (failed.length === 0) return [];
  const items = failed.slice(0, most).map((activation) => {
    const [line = ""] = errorTitle(activation.undo?.error ?? "").split("\n");
    return `<li>${nameOf(activation, nodes)} ${escapeHtml(line.slice(0, 300))}</li>`;
  });
  if (failed.length > most) items.push(`<li>${showCount(failed.length - most)} more</li>`);
  return [`<section class="alert failed"><h2>Not undone</h2><ul>${items.join("")}</ul></section>`];
}

function errorAlert(run: RecordedRun, nodes: ReportNodes): string[] {
  const { status, error, activations } = run;
  if (status !== "failed") return [];
  const failed = activations.find(({ state }) => state === "failed");
  const what = failed === undefined ? "the run failed" : `${nameOf(failed, nodes)} failed`;
  const place = failed === undefined ? "" : ` <small>${escapeHtml(nodes.of([failed.node]).place)}</small>`;
  const origin = failed === undefined ? undefined : originsOf(run)(failed);
  const from = origin === undefined ? "" : `<p>came from ${linkTo(origin, nodes, { hasPlace: true })}</p>`;
  const shown = error ?? failed?.error;
  const text = shown === undefined ? "" : `<pre>${escapeHtml(showError(shown))}</pre>`;
  const input =
    failed?.input === undefined
      ? ""
      : `<details><summary>its input</summary><pre>${escapeHtml(showValue(failed.input))}</pre></details>`;
  return [`<section class="alert failed"><h2>✕ ${what}${place}</h2>${from}${text}${input}</section>`];
}

function cutAlert({ status, activations, inner = [], isContinuation }: RecordedRun, nodes: ReportNodes): string[] {
  // A flow that has an end was aborted by its node, which says so.
  const open = inner.filter((run) => run.status === "cut off").flatMap((run) => run.activations);
  const cut = [...activations, ...open].filter(({ state }) => state === "cut");
  const names = cut.slice(0, most).map((activation) => nameOf(activation, nodes));
  const more = cut.length > most ? `, ${showCount(cut.length - most)} more` : "";
  const running = cut.length === 0 ? "" : ` Running then: ${names.join(", ")}${more}.`;
  const alerts: string[] = [];
  if (isContinuation === true) {
    alerts.push("<h2>The beginning is missing</h2>An earlier process began this run; its record is not here.");
  }
  if (status === "cut off") {
    alerts.push(`<h2>The record has no end</h2>The process ended during the run, or it is still running.${running}`);
  } else if (cut.length > 0) alerts.push(`<h2>Cut off</h2>The run ended before these had: ${names.join(", ")}${more}.`);
  return alerts.map((text) => `<section class="alert cut">${text}</section>`);
}

function handledAlert({ activations, inner = [] }: RecordedRun, nodes: ReportNodes): string[] {
  const handled = [...activations, ...inner.flatMap((run) => run.activations)].filter(
    ({ state }) => state === "handled",
  );
  if (handled.length === 0) return [];
  const items = handled.slice(0, most).map((activation) => {
    const [line = ""] = errorTitle(activation.error).split("\n");
    return `<li>${nameOf(activation, nodes)} ${escapeHtml(line.slice(0, 300))}</li>`;
  });
  if (handled.length > most) items.push(`<li>${showCount(handled.length - most)} more</li>`);
  return [`<section class="alert handled"><h2>Failures that were handled</h2><ul>${items.join("")}</ul></section>`];
}

function waitingAlerts({ waiting, inner = [] }: RecordedRun): string[] {
  const joins = [{ within: undefined, waiting }, ...inner].flatMap((run) =>
    run.waiting.map((join) => ({ ...join, in: withinText(run) })),
  );
  return joins.slice(0, most).map(({ node, arrived, missing, in: where }) => {
    const came = arrived.length === 0 ? "nothing" : arrived.join(", ");
    const absent = missing.map((group) => group.join(" or ")).join(" and ");
    const text = `waits: ${came} arrived, ${absent} did not.`;
    return `<section class="alert waits"><b>${escapeHtml(node)}</b>${escapeHtml(where)} still ${escapeHtml(text)}</section>`;
  });
}

function nameOf(activation: RecordedActivation, nodes: ReportNodes): string {
  return linkTo(activation, nodes, { hasPlace: false });
}
