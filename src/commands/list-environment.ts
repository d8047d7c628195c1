import { planFlow } from "../../compiler/plan-flow.js";
import type { FlowSource } from "../../compiler/plan-flow.js";
import { referenceUses } from "../../compiler/reference-uses.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import type { Project } from "./load-project.js";
import type { Terminal } from "./terminal.js";

/** An environment variable and where flows read it: `flows/order.flow.yaml:12:5`. */
interface Variable {
  readonly name: string;
  readonly places: readonly string[];
}

/** `flowc check --env`: the environment variables that flows read, a line each or as JSON. Flows with errors are left out. */
export function listEnvironment(
  flows: readonly FlowSource[],
  project: Project,
  { format, terminal }: { readonly format: GlobalOptions["format"]; readonly terminal: Terminal },
): ExitStatus {
  const variables = findVariables(flows, project);
  if (format === "json") terminal.out(`${JSON.stringify({ version: 1, env: variables }, undefined, 2)}\n`);
  else for (const { name, places } of variables) terminal.out(`${name}\t${places.join(" ")}\n`);
  return exitStatus.fine;
}

function findVariables(flows: readonly FlowSource[], project: Project): Variable[] {
  const places = new Map<string, string[]>();
  for (const flow of flows) {
    const { plan } = planFlow(flow, project.host, project.compileOptions);
    for (const { reference } of (plan?.nodes ?? []).flatMap(referenceUses)) {
      if (reference.scope !== "env") continue;
      const { file, start } = reference.span;
      const name = String(reference.path[0]?.value);
      places.set(name, [...(places.get(name) ?? []), `${file}:${start.line}:${start.column}`]);
    }
  }
  return [...places].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, found]) => ({ name, places: found }));
}
