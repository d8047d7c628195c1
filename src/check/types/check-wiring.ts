import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { planFlow, type PlanOptions } from "../../../compiler/plan-flow.js";
import { applyIgnores } from "../../../compiler/apply-ignores.js";
import type { NodeHost } from "../../host/node-host.js";
import { hiddenExports } from "../hidden-exports.js";
import { checkTypes, type CheckTypesOptions, type TypedFlow } from "./check-types.js";

/** A flow without errors, its module, and what was found without types. */
export interface CompiledFlow extends TypedFlow {
  readonly diagnostics: readonly Diagnostic[];
}

export interface CheckWiringOptions extends CheckTypesOptions {
  readonly host: NodeHost;
  readonly planOptions: PlanOptions;
}

/**
 * All findings of flows, one list for each: what types say of the wiring, and what the analysis finds when it knows from
 * the types how routers choose. What was only possible without them is certain then, or taken back (SPEC 10).
 */
export function checkWiring(flows: readonly CompiledFlow[], options: CheckWiringOptions): Diagnostic[][] {
  const typed = checkTypes(flows, options);
  return flows.map((flow, index) => {
    const { decisions = {} } = typed[index] ?? {};
    const hidden = hiddenExports(flow.plan, flow.module.path, options.host);
    const { kept } = applyIgnores(hidden, flow.source.path, flow.source.text);
    const diagnostics = [...(typed[index]?.diagnostics ?? []), ...kept];
    if (Object.keys(decisions).length === 0) return [...flow.diagnostics, ...diagnostics];
    const { host, planOptions } = options;
    const sharper = planFlow(flow.source, host, { ...planOptions, decisions }).diagnostics;
    return [...withoutNewlyUnused(sharper, flow.diagnostics), ...diagnostics];
  });
}

/** A comment that silences a finding of `build` stays, though types take that finding back. */
function withoutNewlyUnused(sharper: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  return sharper.filter(({ code, span }) => {
    if (code !== "ignore/unused") return true;
    return before.some((known) => known.code === code && known.span.start.offset === span.start.offset);
  });
}
