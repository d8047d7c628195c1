import { createDiagnostic } from "../../compiler/diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../compiler/diagnostics/span.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { hiddenExport } from "../host/hidden-export.js";
import type { NodeHost } from "../host/node-host.js";

/** What TypeScript's findings already say about a name that Node does not find. */
const explained: ReadonlySet<string> = new Set(["callable/missing-export", "callable/only-a-type"]);

/**
 * Reports callables of packages that Node's import does not find (SPEC 1). If the module's tsconfig is for bundlers, a
 * bundler may find the names of a CommonJS module, so they are warnings, and may take another file of a package.
 *
 * @param modulePath path of the generated module
 * @param reported what TypeScript says: a name that it misses too is reported once
 */
export function hiddenExports(
  { nodes }: FlowPlan,
  modulePath: string,
  { host, reported }: { readonly host: NodeHost; readonly reported: readonly Diagnostic[] },
): Diagnostic[] {
  const isReported = ({ start }: Span): boolean =>
    reported.some(({ code, span }) => explained.has(code) && span.start.offset === start.offset);
  return nodes.flatMap((node) => {
    if (node.kind === "loop" || isReported(node.callable.span)) return [];
    const { callable } = node;
    if (callable.kind !== "imported" && (callable.kind !== "flow" || callable.file !== undefined)) return [];
    const hidden = hiddenExport(callable, modulePath, host);
    if (hidden === undefined) return [];
    if (host.followsNode(modulePath)) return [createDiagnostic({ ...hidden, severity: "error" })];
    return hidden.code === "types/hidden-export" ? [createDiagnostic(hidden)] : [];
  });
}
