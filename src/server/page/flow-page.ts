import { neededContext } from "../../../compiler/needed-context.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import { escapeXml } from "../../../picture/svg/svg-text.js";
import { escapeHtml } from "../../../trace/report/escape-html.js";
import { zoomButtons } from "../../../trace/report/zoom-script.js";
import { contextSample } from "../../project/context-sample.js";
import type { ValueShape } from "../../host/value-shape/value-shape.js";
import type { DevFlow, TypesState } from "../dev-project.js";
import type { DevView } from "./dev-view.js";
import { errorList, findingList } from "./finding-list.js";
import { inputFields } from "./input-fields.js";
import { runsSection } from "./list-page.js";
import { findingsPill } from "./status-pill.js";

/** The page of a flow: its picture, its findings, a form that runs it, and its recorded runs. */
export function flowBody(flow: DevFlow, picture: string | undefined, view: DevView): string {
  const { errors, runs, linkOf } = view;
  const start = { line: 1, column: 1, offset: 0 };
  const file = `<a href="${escapeXml(linkOf({ file: flow.file, start }))}"><code>${escapeHtml(flow.file)}</code></a>`;
  const own = runs.filter((run) => run.flow === flow.id);
  return `<header data-part="head"><p><a href="/">All flows</a></p><h1>${escapeHtml(flow.name)} ${findingsPill(flow.findings)}</h1><p class="facts">${file}</p></header>
<main><div class="alerts" data-part="errors">${errorList(errors)}</div>
<div class="columns">
<figure class="picture" data-part="picture"><figcaption><div class="title"><span>${captionOf(flow)}</span>${picture === undefined ? "" : `<span class="tools">${zoomButtons}</span>`}</div></figcaption><div class="pan" tabindex="0" role="region" aria-label="Picture of the flow">${picture ?? ""}</div></figure>
<div>
<section data-part="findings"><h2>Findings</h2>${findingsOf(flow, view)}</section>
<section data-part="form"><h2>Run</h2>${flow.plan === undefined ? broken : formOf(flow, flow.plan)}</section>
<section><p><span class="pill" id="run-state" role="status" hidden></span> <a id="run-report" href="/" hidden>Report of this run</a></p><pre class="log" id="run-output" role="region" aria-label="Output of the run" tabindex="0"></pre><details class="value" id="run-events" hidden><summary>Last events</summary><pre class="log" id="run-log"></pre></details></section>
${runsSection(own, [flow])}
</div></div></main>`;
}

const broken = '<p class="note">A flow with errors cannot run.</p>';

function captionOf({ picture }: DevFlow): string {
  if (picture === undefined) return "Nothing of this file can be drawn.";
  const runsFlows = picture.nodes.some(({ flow }) => flow !== undefined);
  const click = `A click on a node opens its place${runsFlows ? ", or the page of the flow that it runs" : ""}.`;
  return picture.isPartial === true ? `As far as the flow can be resolved. ${click}` : click;
}

const typesNotes: Readonly<Record<TypesState, string>> = {
  checking: '<p class="note" role="status">Types are being checked.</p>',
  checked: "",
  failed: '<p class="note">Types could not be checked: <code>flowc check</code> says why.</p>',
};

function findingsOf({ findings }: DevFlow, { linkOf, project }: DevView): string {
  const sources = project?.sources ?? new Map<string, string>();
  const types = typesNotes[project?.types ?? "checking"];
  return (findings.length === 0 ? "<p>Nothing found.</p>" : findingList(findings, { linkOf, sources })) + types;
}

/** The input has fields by its type, where that is known, and JSON. The context is JSON, and begins with what the flow reads from its caller. */
function formOf({ picture, input }: DevFlow, plan: FlowPlan): string {
  const needs = neededContext(plan);
  const paths = needs.filter(({ isCallable }) => !isCallable).map(({ path }) => path);
  const sample = paths.length === 0 ? "" : JSON.stringify(JSON.parse(contextSample(paths, "null")), undefined, 2);
  const callables = needs.filter(({ isCallable }) => isCallable).map(({ node }) => node);
  if (callables.length > 0) {
    const names = callables.map((node) => `<code>${escapeHtml(node)}</code>`).join(", ");
    return `<p class="note">The program that runs this flow brings the callables of ${names}: JSON holds no functions.</p>`;
  }
  return `<form class="run" method="post">
${inputPart(input, field("input", typeOf(picture?.input), ""))}
${field("context", "Context, as JSON", sample)}
<button type="submit">Run</button><button type="button" id="stop" hidden>Stop</button>
<p class="fault" id="fault-run" role="alert"></p>
</form>`;
}

/** The fields of an input, and its JSON. */
function inputPart(shape: ValueShape | undefined, json: string): string {
  const fields = inputFields(shape);
  if (fields === "") return json;
  return `${shape?.kind === "object" ? "<h3>Input</h3>" : ""}${fields}<details class="value" id="json-input"><summary>The same as JSON</summary>${json}</details>`;
}

function typeOf(type: string | undefined): string {
  return `Input, as JSON${type === undefined ? "" : `, of the type <code>${escapeHtml(type)}</code>`}`;
}

/** @param label HTML */
function field(name: string, label: string, value: string): string {
  // The first line feed in a text area is not part of its value.
  return `<label for="field-${name}">${label}</label><textarea id="field-${name}" name="${name}" spellcheck="false" aria-describedby="fault-${name}">\n${escapeHtml(value)}</textarea><p class="fault" id="fault-${name}" role="alert"></p>`;
}
