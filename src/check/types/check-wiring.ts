import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { Decisions } from "../../../compiler/decisions.js";
import { type PlanOptions, type PlanResult, sharpenFindings } from "../../../compiler/plan-flow.js";
import { applyIgnores } from "../../../compiler/apply-ignores.js";
import type { DiskNote } from "../../host/disk-notes.js";
import type { NodeHost } from "../../host/node-host.js";
import { hiddenExports } from "../hidden-exports.js";
import { checkTypes, type CheckTypesOptions, type TypedFlow } from "./check-types.js";

/** A flow without errors, its module, and the findings from before types are checked. */
export interface CompiledFlow extends TypedFlow, Pick<PlanResult, "ast" | "read"> {
  readonly diagnostics: readonly Diagnostic[];
}

export interface CheckWiringOptions extends CheckTypesOptions {
  readonly host: NodeHost;
  readonly planOptions: PlanOptions;
}

/** All findings in a flow. */
export interface WiredFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** What they depend on; undefined if they must not be stored. */
  readonly notes: readonly DiskNote[] | undefined;
}

/**
 * Returns all findings, one entry per flow: how the wiring fits the types, and what the analysis finds once the types
 * show how routers choose. A finding that was only possible without the types becomes certain or is withdrawn (SPEC
 * 10).
 */
export function checkWiring(flows: readonly CompiledFlow[], options: CheckWiringOptions): WiredFindings[] {
  const typed = checkTypes(flows, options);
  return flows.map((flow, index) => {
    const {
      decisions = {},
      silent = [],
      diagnostics: reported = [],
      flows: others = [],
      notes: ofTypes,
    } = typed[index] ?? {};
    const { value, notes } = options.host.gather(() => {
      // The findings depend on these files, also where the user's code imports their modules.
      for (const file of others) options.host.planOf(file);
      return findingsOf(flow, { decisions, silent, reported }, options);
    });
    return { diagnostics: value, notes: ofTypes === undefined ? undefined : [...ofTypes, ...notes] };
  });
}

interface OfTypes {
  readonly decisions: Decisions;
  readonly silent: readonly string[];
  readonly reported: readonly Diagnostic[];
}

function findingsOf(
  flow: CompiledFlow,
  { decisions, silent, reported }: OfTypes,
  { host, planOptions }: CheckWiringOptions,
): Diagnostic[] {
  const hidden = hiddenExports(flow.plan, flow.module.path, { host, reported });
  const { kept } = applyIgnores(hidden, flow.source.path, flow.source.text);
  const diagnostics = [...reported, ...kept];
  if (Object.keys(decisions).length === 0 && silent.length === 0) return [...flow.diagnostics, ...diagnostics];
  const sharper = sharpenFindings(flow.source, flow, { ...planOptions, host, decisions, silent });
  // What reads the result of a flow that gives nothing has types that mean nothing.
  const readsNothing = sharper.some(({ code }) => code === "flow/no-output");
  const left = readsNothing ? diagnostics.filter(({ code }) => !code.startsWith("types/")) : diagnostics;
  return [...withoutNewlyUnused(sharper, flow.diagnostics), ...left];
}

/**
 * Removes reports of unused ignore comments that were not there before types were known: such a comment still silences
 * a finding of `build`.
 */
function withoutNewlyUnused(sharper: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  return sharper.filter(({ code, span }) => {
    if (code !== "ignore/unused") return true;
    return before.some((known) => known.code === code && known.span.start.offset === span.start.offset);
  });
}
