import { planDocument } from "../../compiler/plan-flow.js";
import { createReport } from "../../compiler/diagnostics/report.js";
import { noModules } from "./no-modules.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { defineCallable } from "./define-callable.js";
import type { Dsl, DslFlow, DslNodes } from "./dsl.js";
import { FlowCompileError } from "./flow-compile-error.js";

const file = "fromDsl(…)";

/**
 * Builds a flow from a program's own functions, like `Flow.from_dsl` of the reference. Nodes are keyed by id. Each is a
 * function, or a node as in a flow file with the function itself as its `callable`.
 *
 * @throws FlowCompileError with all findings if the flow is wrong
 */
export function fromDsl<const Nodes extends DslNodes, const Entry extends keyof Nodes & string>(
  dsl: Dsl<Nodes, Entry>,
): DslFlow<Nodes, Entry> {
  const report = createReport();
  const { document, text } = documentOf({ name: "flow", ...dsl }, file, report);
  const { diagnostics, plan, given } = planDocument(document, { file, host: noModules, report, roots: [] });
  if (plan === undefined) throw new FlowCompileError(file, diagnostics, text);
  const spec = linkFlow(plan, (named) => (named.kind === "given" ? given.get(named.key) : undefined));
  return defineCallable<DslFlow<Nodes, Entry>>(spec, plan);
}
