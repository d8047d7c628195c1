import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { renderPretty } from "../report/pretty.js";

/** A flow that cannot be built: thrown by `fromConfig` and `fromDsl`. The message shows every finding in its place. */
export class FlowCompileError extends Error {
  override readonly name = "FlowCompileError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(file: string, diagnostics: readonly Diagnostic[], text: string) {
    const report = { diagnostics, sources: new Map([[file, text]]), flows: 1 };
    super(`the flow cannot be built\n\n${renderPretty(report, { color: false, width: 120 })}`);
    this.diagnostics = diagnostics;
  }
}
