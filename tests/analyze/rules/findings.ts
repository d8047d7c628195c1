import { planFlow, type PlanOptions } from "../../../compiler/plan-flow.js";
import { permissiveHost } from "../../docs/page-host.js";

/**
 * What a flow's analysis finds, in the order of the file: severity, code, line:column, message. The text may be indented as
 * the test is; its first line is line 1.
 */
export function findings(text: string, options?: PlanOptions): string[] {
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text: dedent(text) }, permissiveHost, options);
  return diagnostics.map(({ severity, code, span, message }) => {
    return `${severity} ${code} ${span.start.line}:${span.start.column} ${message}`;
  });
}

/** A text without its first line break and without the indentation of its first line. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/u, "").replace(/\n *$/u, "\n").split("\n");
  const indent = /^ */u.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join("\n");
}
