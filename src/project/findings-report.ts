import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { NeededContext } from "../../compiler/needed-context.js";
import type { FlowSource } from "../../compiler/plan-flow.js";
import { sortDiagnostics } from "./sort-diagnostics.js";

/** What a command found: the input of reporters. */
export interface FindingsReport {
  /** The findings in all files, in the order of `sortDiagnostics`. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of the files that findings point into, keyed by the file name in their spans. */
  readonly sources: ReadonlyMap<string, string>;
  /** Number of compiled flows. */
  readonly flows: number;
  /**
   * What each flow reads from its caller, without the flows that read nothing. Present only if the command prints it.
   */
  readonly needs?: readonly FlowNeeds[];
  /** The state of the modules. Present only if the command writes or checks them. */
  readonly modules?: readonly ModuleReport[];
}

/** What a flow reads from its caller (SPEC 16). */
export interface FlowNeeds {
  /** The flow file. */
  readonly file: string;
  readonly needs: readonly NeededContext[];
}

/**
 * Results of `build` are `written`, `unchanged` and `removed`; results of `build --check` are `stale`, `missing` and
 * `orphaned`.
 */
export type ModuleStatus = "written" | "unchanged" | "removed" | "stale" | "missing" | "orphaned";

export interface ModuleReport {
  /** The module's path: posix, relative to the project. */
  readonly path: string;
  readonly status: ModuleStatus;
}

/** Options for the output of a reporter. */
export interface RenderOptions {
  readonly color: boolean;
  /** Display width of the terminal, in columns. */
  readonly width: number;
  /** Duration of the command in milliseconds, for the summary. */
  readonly took?: number | undefined;
}

/** Whether a module in this state makes `build --check` fail. */
export function isOutOfDate(module: ModuleReport): boolean {
  return module.status === "stale" || module.status === "missing" || module.status === "orphaned";
}

/** Creates the report for the findings in some flows. */
export function createFindingsReport(diagnostics: readonly Diagnostic[], flows: readonly FlowSource[]): FindingsReport {
  return {
    diagnostics: sortDiagnostics(diagnostics),
    sources: new Map(flows.map(({ path, text }) => [path, text])),
    flows: flows.length,
  };
}
