import { planDocument } from "../../compiler/plan-flow.js";
import { createReport } from "../../compiler/diagnostics/report.js";
import type { CompilerHost } from "../../compiler/host.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { defineFlow } from "../../runtime/index.js";
import type { Dsl, DslFlow, DslNodes } from "./dsl.js";
import { FlowCompileError } from "./flow-compile-error.js";

const file = "fromDsl(…)";

/**
 * A flow of a program's own functions, the reference's `Flow.from_dsl`: nodes by id, each a function or a node as the
 * flow file spells it with the function itself as its `callable`.
 *
 * @throws FlowCompileError with all findings where the flow is wrong
 */
export function fromDsl<const Nodes extends DslNodes, const Entry extends keyof Nodes & string>(
  dsl: Dsl<Nodes, Entry>,
): DslFlow<Nodes, Entry> {
  const report = createReport();
  const { document, text } = documentOf({ name: "flow", ...dsl }, file, report);
  const { diagnostics, plan, given } = planDocument(document, { file, host: noModules, report, roots: [] });
  if (plan === undefined) throw new FlowCompileError(file, diagnostics, text);
  const spec = linkFlow(plan, (callable) => (callable.kind === "given" ? given.get(callable.key) : undefined));
  return defineFlow(spec);
}

/** Nothing is imported: a reference such as `./ops.ts#load` is a finding. `fromConfig` takes those. */
const noModules: CompilerHost = {
  resolveModule: () => ({ kind: "missing" }),
  exportsOf: () => ({ values: [], types: [], routingClasses: [], isOpen: false, syntaxError: undefined }),
  modulesNear: () => [],
  importExtension: () => "js",
};
