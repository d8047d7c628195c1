import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { NeededContext } from "../../compiler/needed-context.js";
import type { FlowSource } from "../../compiler/plan-flow.js";
import { sortDiagnostics } from "./sort-diagnostics.js";

/** What a run of flowc found, as a reporter gets it. */
export interface FindingsReport {
  /** Of all files, in the order of `sortDiagnostics`. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of the files that findings point into, by the file's name in the spans. */
  readonly sources: ReadonlyMap<string, string>;
  /** How many flows were compiled. */
  readonly flows: number;
  /** What each flow reads from its caller; flows that read nothing are left out. Only if the command prints it. */
  readonly needs?: readonly FlowNeeds[];
  /** What became of the modules; only where the command has to do with them. */
  readonly modules?: readonly ModuleReport[];
}

/** What a flow reads from its caller (SPEC 16). */
export interface FlowNeeds {
  /** The flow file. */
  readonly file: string;
  readonly needs: readonly NeededContext[];
}

/** - `written`, `unchanged`, `removed`: what `build` did; `stale`, `missing`, `orphaned`: what `build --check` found. */
export type ModuleStatus = "written" | "unchanged" | "removed" | "stale" | "missing" | "orphaned";

export interface ModuleReport {
  /** Of the module; posix, relative to the project. */
  readonly path: string;
  readonly status: ModuleStatus;
}

/** How a reporter may print. */
export interface RenderOptions {
  readonly color: boolean;
  /** Display columns of the terminal. */
  readonly width: number;
  /** Milliseconds that it took; the summary says so. */
  readonly took?: number | undefined;
}

/** Whether a module in this state makes `build --check` fail. */
export function isOutOfDate(module: ModuleReport): boolean {
  return module.status === "stale" || module.status === "missing" || module.status === "orphaned";
}

/** The report of what was found in some flows. */
export function createFindingsReport(diagnostics: readonly Diagnostic[], flows: readonly FlowSource[]): FindingsReport {
  return {
    diagnostics: sortDiagnostics(diagnostics),
    sources: new Map(flows.map(({ path, text }) => [path, text])),
    flows: flows.length,
  };
}
