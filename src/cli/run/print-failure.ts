import type { FlowPlan } from "../../../compiler/plan.js";
import { packageFolder } from "../../base/package-folder.js";
import { createPalette } from "../../report/palette.js";
import type { Terminal } from "../../base/terminal.js";
import { causeOf, describeError, shown } from "./describe-error.js";
import type { Origin } from "./failure-origins.js";
import { userStack } from "./user-stack.js";
import { visibleText } from "../../base/visible-text.js";

export interface FailureOptions {
  readonly terminal: Terminal;
  readonly plan: FlowPlan;
  /** Such as "the node `load` failed". */
  readonly what: string;
  /** The id of the node that failed, if one did. */
  readonly nodeId: unknown;
  /** Where it failed, if it runs a flow. */
  readonly origin?: Origin | undefined;
}

/**
 * Prints why a run failed: the node, its place in the flow file, the error, the user's stack frames, and the causes.
 */
export function printFailure(error: unknown, { terminal, plan, what, nodeId, origin }: FailureOptions): void {
  const palette = createPalette(terminal.errorColor, "error");
  const node = plan.nodes.find(({ id }) => id === nodeId);
  const lines = [`${palette.severity("error")}${palette.bold(`: ${visibleText(what)}: ${shownError(error)}`)}`];
  if (origin?.at !== undefined) lines.push(`  ${palette.gutter("-->")} ${visibleText(origin.at)}`);
  if (node !== undefined) {
    const { line, column } = node.span.start;
    const sign = origin?.at === undefined ? palette.gutter("-->") : "run by";
    lines.push(`  ${sign} ${visibleText(plan.file)}:${line}:${column}`);
  }
  const stackOptions = { packageFolder: packageFolder(), cwd: terminal.cwd };
  lines.push(...userStack(error, stackOptions));
  const seen = new Set<unknown>([error]);
  for (
    let cause = saysAll(error) ? undefined : causeOf(error);
    cause !== undefined && !seen.has(cause);
    cause = causeOf(cause)
  ) {
    seen.add(cause);
    lines.push(`  caused by: ${shownError(cause)}`, ...userStack(cause, stackOptions));
  }
  terminal.error(`${lines.join("\n")}\n`);
}

/** What does not fit a schema is in the message. The cause is the schema's own list of the same, with its insides. */
function saysAll(error: unknown): boolean {
  const code = shown(() => (error instanceof Error && "code" in error ? error.code : undefined));
  return code === "run/invalid-input" || code === "run/invalid-result";
}

/** Formats a message of several lines as one block, indented so that no line can pass for a command of a CI system. */
function shownError(error: unknown): string {
  return describeError(error).split(/\r?\n/u).map(visibleText).join("\n    | ");
}
