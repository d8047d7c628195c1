import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { renderPretty } from "../report/pretty.js";

/** Thrown by `fromConfig` and `fromDsl` if a flow cannot be built. The message shows every finding at its place. */
export class FlowCompileError extends Error {
  override readonly name = "FlowCompileError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(file: string, diagnostics: readonly Diagnostic[], text: string) {
    const report = { diagnostics, sources: new Map([[file, text]]), flows: 1 };
    super(`the flow cannot be built\n\n${renderPretty(report, { color: false, width: 120 })}`);
    this.diagnostics = diagnostics;
  }
}
