import { flowPathFault } from "./analyze/flow-path.js";
import { createReport } from "./diagnostics/report.js";
import { loadDocument, recoverDocument } from "./load/load-document.js";
import { parseFlow } from "./parse/parse-flow.js";
import type { FlowSource } from "./plan-flow.js";

/** The paths of flow files that the nodes of a flow name (SPEC 13), as written, also if the flow has errors. */
export function namedFlows(source: FlowSource): string[] {
  const document = loadDocument(source, createReport()) ?? recoverDocument(source);
  const ast = document === undefined ? undefined : parseFlow(document, source.path, createReport());
  return (ast?.nodes ?? []).flatMap(({ callable }) =>
    callable?.kind === "flow" && isPath(callable.reference.text) ? [callable.reference.text] : [],
  );
}

function isPath(text: string): boolean {
  return !text.includes("#") && flowPathFault(text) === undefined;
}
