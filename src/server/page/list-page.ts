import { escapeHtml } from "../../../trace/report/escape-html.js";
import { showMoment } from "../../../trace/report/show-time.js";
import type { DevFlow } from "../dev-project.js";
import type { PastRun } from "../run-folder.js";
import type { DevView } from "./dev-view.js";
import { errorList, findingList } from "./finding-list.js";
import { findingsPill, runPill } from "./status-pill.js";

/** The list of all flows and recorded runs. */
export function listBody({ project, errors, runs, states, linkOf }: DevView): string {
  const stateOf = new Map(states.map(({ flow, status }) => [flow, status]));
  const rows = (project?.flows ?? []).map(
    (flow) =>
      `<tr><td><a href="/flow/${flow.id}">${escapeHtml(flow.name)}</a></td><td>${findingsPill(flow.findings)}</td><td><span class="note" data-run="${flow.id}">${stateOf.get(flow.id) ?? ""}</span></td><td><code>${escapeHtml(flow.file)}</code></td></tr>`,
  );
  const others = project?.others ?? [];
  return `<header><h1>Flows</h1>${project === undefined ? "" : `<p class="facts"><code>${escapeHtml(project.root)}</code></p>`}</header>
<main><div class="alerts" data-part="errors">${errorList(errors)}</div>
<section data-part="flows"><div class="scroll"><table class="flows"><tbody>
${rows.join("\n")}
</tbody></table></div>${others.length === 0 ? "" : findingList(others, { linkOf, sources: project?.sources ?? new Map<string, string>() })}</section>
${runsSection(runs, project?.flows ?? [])}
</main>`;
}

/** Recorded runs of these flows, and of those that are gone. */
export function runsSection(runs: readonly PastRun[], flows: readonly DevFlow[]): string {
  const nameOf = new Map(flows.map(({ id, name }) => [id, name]));
  const rows = runs.map(
    (run) =>
      `<tr><td><a href="/run/${run.id}">${escapeHtml(showMoment(run.startedAt))}</a></td><td>${runPill(run)}</td><td>${escapeHtml(nameOf.get(run.flow) ?? "a flow that is gone")}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? '<p class="note">No run has been recorded.</p>'
      : `<div class="scroll"><table class="runs"><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
  return `<section data-part="runs"><h2>Recorded runs</h2>${table}</section>`;
}
