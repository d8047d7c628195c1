import { type FlowSource, planFlow } from "../../compiler/plan-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { recoverSource } from "../../picture/recover-source.js";
import type { NodeHost } from "../host/node-host.js";
import { isError } from "../base/is-error.js";
import { toPosix } from "../base/project-paths.js";
import { pathInside } from "../base/path-inside.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import type { FlowPlace } from "./link-template.js";
import { applyRules } from "../project/apply-rules.js";
import { createFindingsReport, type FindingsReport } from "../project/findings-report.js";
import { gatherReads } from "../project/gather-reads.js";
import { mergeReports, type ProjectReport } from "../project/merge-reports.js";
import type { ProjectFlows } from "../project/project-flows.js";

/** A flow's picture, and where the flow is. */
export interface FlowPicture {
  readonly picture: Picture;
  /** Undefined if the flow has errors. */
  readonly plan: FlowPlan | undefined;
  /** Of the flow, relative to the project that was called, posix. */
  readonly file: string;
  /** Of the flow, absolute. */
  readonly absolute: string;
  /** Where a flow file of its project is, by its path in it. */
  readonly placeOf: (file: string) => FlowPlace;
  /** The host of the flow's project. */
  readonly host: NodeHost;
}

export interface PlannedPictures {
  /** In the order of the flows; those that are no flow at all are left out. */
  readonly pictures: readonly FlowPicture[];
  readonly report: FindingsReport;
  /** Absolute paths of the files that planning the flows read. */
  readonly read: readonly string[];
}

/** The pictures of flows, as data, and all findings. Flows with errors are drawn as far as they resolve. */
export function planPictures(projects: readonly ProjectFlows[]): Outcome<PlannedPictures> {
  const reports: ProjectReport[] = [];
  const pictures: FlowPicture[] = [];
  const read = new Set<string>();
  for (const { project, flows, prefix } of projects) {
    const { host, compileOptions, config, paths } = project;
    const placeOf = (file: string): FlowPlace => {
      return { file: pathInside(prefix, file), path: toPosix(paths.toAbsolute(file)) };
    };
    const plan = (source: FlowSource): ReturnType<typeof planFlow> =>
      gatherReads(() => planFlow(source, host, compileOptions), project, read);
    const planned = flows.map((source) => ({ source, ...plan(source) }));
    const problems = host.problems();
    if (problems.length > 0) return failure(...problems);
    const diagnostics = planned.flatMap((flow) => applyRules(flow.diagnostics, config.rules ?? {}));
    reports.push({ prefix, report: createFindingsReport(diagnostics, flows) });
    for (const { source, ...result } of planned) {
      const picture = pictureOfResult(result);
      if (picture === undefined) continue;
      const { file } = placeOf(source.path);
      pictures.push({ picture, plan: result.plan, file, absolute: paths.toAbsolute(source.path), placeOf, host });
    }
  }
  return success({ pictures, report: mergeReports(reports), read: [...read] });
}

function pictureOfResult({ plan, ast, facts, diagnostics }: ReturnType<typeof planFlow>): Picture | undefined {
  if (plan !== undefined) return pictureOf(plan);
  if (ast === undefined || facts === undefined) return undefined;
  return pictureOf(recoverSource(ast, facts, diagnostics), { isPartial: diagnostics.some(isError) });
}
