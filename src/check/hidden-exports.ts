import { createDiagnostic } from "../../compiler/diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { hiddenExport } from "../host/hidden-export.js";
import type { NodeHost } from "../host/node-host.js";

/**
 * Reports callables that TypeScript finds in a CommonJS module but Node does not (SPEC 1). A bundler may find them, so
 * they are warnings if the module's tsconfig is for bundlers.
 *
 * @param modulePath path of the generated module
 */
export function hiddenExports({ nodes }: FlowPlan, modulePath: string, host: NodeHost): Diagnostic[] {
  return nodes.flatMap((node) => {
    if (node.kind === "loop" || node.callable.kind !== "imported") return [];
    const hidden = hiddenExport(node.callable, modulePath, host);
    if (hidden === undefined) return [];
    return [createDiagnostic(host.followsNode(modulePath) ? { ...hidden, severity: "error" } : hidden)];
  });
}
