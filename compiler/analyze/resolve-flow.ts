import { closestNames } from "../diagnostics/closest-names.js";
import { renameFix } from "../diagnostics/rename-fix.js";
import type { ReferencedFlow } from "../host.js";
import type { ReferenceAst } from "../parse/flow-ast.js";
import type { FlowCallable } from "../plan.js";
import { flowPathFault } from "./flow-path.js";
import { reportSign, type ResolveContext, resolveReference } from "./resolve-reference.js";

/**
 * Finds the flow that a node runs (SPEC 13): a flow file or, with a `#`, what a module exports. Reports why there is
 * none, or why it cannot be a part of this flow.
 */
export function resolveFlow(reference: ReferenceAst, context: ResolveContext): FlowCallable | undefined {
  const { text, span } = reference;
  const wrong = flowPathFault(text);
  if (wrong !== undefined) {
    context.report.add({ code: "flow/not-a-path", params: { text, ...wrong }, span });
    return undefined;
  }
  if (text.includes("#")) {
    const resolved = resolveReference(reference, "flow", context);
    if (resolved === undefined) return undefined;
    const { module, exportName } = resolved;
    return { kind: "flow", file: undefined, module, exportName, silence: undefined, takes: undefined, span };
  }
  const found = context.host.flowAt(text, context.file);
  if (found.kind !== "flow") {
    reportUnusable(reference, found, context);
    return undefined;
  }
  const { file, module, hasModule, errors, faults, silence, takes, asks } = found;
  if (!hasModule) {
    context.report.add({ code: "flow/child-without-module", params: { file }, span });
    return undefined;
  }
  if (reportSign({ kind: "file", path: module }, reference, context)) return undefined;
  if (errors > 0) context.report.add({ code: "flow/child-broken", params: { file, errors }, span, related: faults });
  else if (asks.length > 0) context.report.add({ code: "flow/child-needs-context", params: { file, asks }, span });
  return { kind: "flow", file, module: { kind: "file", path: module }, exportName: "default", silence, takes, span };
}

type Unusable = Exclude<ReferencedFlow, { readonly kind: "flow" }>;

function reportUnusable(reference: ReferenceAst, found: Unusable, { report, file: own }: ResolveContext): void {
  const { text, span } = reference;
  switch (found.kind) {
    case "circle":
      report.add({ code: "flow/contains-itself", params: { files: [own, ...found.files] }, span });
      return;
    case "outside":
      report.add({ code: "flow/child-outside", params: { path: text }, span });
      return;
    case "no-flow":
      report.add({ code: "flow/no-flow-file", params: { path: text, found: found.found, near: found.near }, span });
      return;
    case "missing": {
      const same = found.near.filter((name) => stemOf(name) === stemOf(text));
      const closest = same.length > 0 ? same : closestNames(text, found.near);
      report.add({
        code: "flow/missing-child",
        params: { path: text, closest },
        span,
        ...renameFix(text, closest, span),
      });
    }
  }
}

/** A path without what ends the names of flow files: `./enrich` is meant to be `./enrich.flow.yaml`. */
function stemOf(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/u, "")
    .replace(/\.(?:ya?ml|json)$/u, "")
    .replace(/\.flow$/u, "");
}
