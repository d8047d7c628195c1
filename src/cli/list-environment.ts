import { planFlow } from "../../compiler/plan-flow.js";
import { environmentReads } from "../../compiler/reference-uses.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import { readProjectFlows, type ProjectFlows } from "../project/project-flows.js";
import type { Target } from "../project/find-targets.js";
import { printUsageErrors } from "./print-usage-errors.js";
import { pathInside } from "../base/path-inside.js";
import type { Terminal } from "../base/terminal.js";
import { visibleLines, visibleText } from "../base/visible-text.js";

/** An environment variable and where flows read it: `flows/order.flow.yaml:12:5`. */
interface Variable {
  readonly name: string;
  readonly places: readonly string[];
}

/**
 * `flowc check --env`: prints the environment variables that flows read, one per line or as JSON. Flows with errors are
 * left out.
 */
export async function listEnvironment(
  targets: readonly Target[],
  { format, terminal }: { readonly format: GlobalOptions["format"]; readonly terminal: Terminal },
): Promise<ExitStatus> {
  const projects = await readProjectFlows(targets, terminal.cwd);
  if (!projects.ok) return printUsageErrors(projects.errors, terminal);
  const variables = findVariables(projects.value);
  if (format === "json")
    terminal.out(`${visibleLines(JSON.stringify({ version: 1, env: variables }, undefined, 2))}\n`);
  else
    for (const { name, places } of variables) terminal.out(`${visibleText(name)}\t${visibleText(places.join(" "))}\n`);
  return exitStatus.fine;
}

function findVariables(projects: readonly ProjectFlows[]): Variable[] {
  const places = new Map<string, string[]>();
  const all = projects.flatMap(({ flows, project, prefix }) => flows.map((flow) => ({ flow, project, prefix })));
  for (const { flow, project, prefix } of all) {
    const { plan } = planFlow(flow, project.host, project.compileOptions);
    for (const { span, path } of plan === undefined ? [] : environmentReads(plan)) {
      const { file, start } = span;
      const name = String(path[0]?.value);
      places.set(name, [...(places.get(name) ?? []), `${pathInside(prefix, file)}:${start.line}:${start.column}`]);
    }
  }
  return [...places].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, found]) => ({ name, places: found }));
}
