import type { DevFlow, DevProject } from "../../server/dev-project.js";
import { findingOf } from "./json-finding.js";
import type { CheckedTypes } from "./type-checks.js";

/** The project with what a check found, which replaces what planning the flows found. */
export function withCheckedTypes(project: DevProject, checked: CheckedTypes): DevProject {
  if (checked.state === "failed") return { ...project, types: "failed" };
  const findings = checked.findings.map(findingOf);
  const flows = project.flows.map((flow): DevFlow => {
    return { ...flow, findings: findings.filter(({ span }) => span.file === flow.file) };
  });
  return { ...project, flows, types: "checked" };
}

/** The project with what the last check found in flows whose files are as they were: it is shown until the next check has ended. */
export function withEarlierTypes(project: DevProject, earlier: DevProject | undefined): DevProject {
  if (earlier === undefined) return project;
  const known = new Map(earlier.flows.map((flow) => [flow.file, flow]));
  const flows = project.flows.map((flow): DevFlow => {
    const before = known.get(flow.file);
    const isSame = before !== undefined && earlier.sources.get(flow.file) === project.sources.get(flow.file);
    return isSame && flow.plan !== undefined ? { ...flow, findings: before.findings } : flow;
  });
  return { ...project, flows };
}
