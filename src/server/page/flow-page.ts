import { neededContext } from "../../../compiler/needed-context.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import { escapeXml } from "../../../picture/svg/svg-text.js";
import { escapeHtml } from "../../../trace/report/escape-html.js";
import { contextSample } from "../../project/context-sample.js";
import type { DevFlow } from "../dev-project.js";
import type { DevView } from "./dev-view.js";
import { errorList, findingList } from "./finding-list.js";
import { runsSection } from "./list-page.js";
import { findingsPill } from "./status-pill.js";

/** The page of a flow: its picture, its findings, a form that runs it, and its recorded runs. */
export function flowBody(flow: DevFlow, picture: string | undefined, { errors, runs, linkOf }: DevView): string {
  const start = { line: 1, column: 1, offset: 0 };
  const file = `<a href="${escapeXml(linkOf({ file: flow.file, start }))}"><code>${escapeHtml(flow.file)}</code></a>`;
  const own = runs.filter((run) => run.flow === flow.id);
  return `<header data-part="head"><p><a href="/">All flows</a></p><h1>${escapeHtml(flow.name)} ${findingsPill(flow.findings)}</h1><p class="facts">${file}</p></header>
<main><div class="alerts" data-part="errors">${errorList(errors)}</div>
<div class="columns">
<figure class="picture" data-part="picture"><figcaption>${captionOf(flow)}</figcaption><div class="pan" tabindex="0">${picture ?? ""}</div></figure>
<div>
<section data-part="findings"><h2>Findings</h2>${findingsOf(flow, linkOf)}</section>
<section data-part="form"><h2>Run</h2>${flow.plan === undefined ? broken : formOf(flow, flow.plan)}</section>
<section><p><span class="pill" id="run-state" role="status" hidden></span> <a id="run-report" hidden>Report of this run</a></p><pre class="log" id="run-log"></pre><pre class="log" id="run-output"></pre></section>
${runsSection(own, [flow])}
</div></div></main>`;
}

const broken = '<p class="note">A flow with errors cannot run.</p>';

function captionOf({ picture }: DevFlow): string {
  if (picture === undefined) return "Nothing of this file can be drawn.";
  return picture.isPartial === true
    ? "As far as the flow can be resolved. A click on a node opens its place."
    : "A click on a node opens its place.";
}

function findingsOf({ findings }: DevFlow, linkOf: DevView["linkOf"]): string {
  const types = '<p class="note">Types are not checked here: <code>flowc check --watch</code> does that.</p>';
  return (findings.length === 0 ? "<p>Nothing found.</p>" : findingList(findings, linkOf)) + types;
}

/** The fields hold JSON. The context begins with what the flow reads from its caller. */
function formOf({ picture }: DevFlow, plan: FlowPlan): string {
  const needs = neededContext(plan);
  const paths = needs.filter(({ isCallable }) => !isCallable).map(({ path }) => path);
  const sample = paths.length === 0 ? "" : JSON.stringify(JSON.parse(contextSample(paths, "null")), undefined, 2);
  const callables = needs.filter(({ isCallable }) => isCallable).map(({ node }) => node);
  if (callables.length > 0) {
    const names = callables.map((node) => `<code>${escapeHtml(node)}</code>`).join(", ");
    return `<p class="note">The program that runs this flow brings the callables of ${names}: JSON holds no functions.</p>`;
  }
  return `<form class="run" method="post">
${field("input", typeOf(picture?.input), "")}
${field("context", "Context, as JSON", sample)}
<button type="submit">Run</button><button type="button" id="stop" hidden>Stop</button>
<p class="fault" id="fault-run" role="alert"></p>
</form>`;
}

function typeOf(type: string | undefined): string {
  return `Input, as JSON${type === undefined ? "" : `, of the type <code>${escapeHtml(type)}</code>`}`;
}

/** @param label HTML */
function field(name: string, label: string, value: string): string {
  // The first line feed in a text area is not part of its value.
  return `<label for="field-${name}">${label}</label><textarea id="field-${name}" name="${name}" spellcheck="false" aria-describedby="fault-${name}">\n${escapeHtml(value)}</textarea><p class="fault" id="fault-${name}" role="alert"></p>`;
}
