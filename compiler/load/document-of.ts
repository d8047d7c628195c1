import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, ScalarNode } from "./document.js";
import { maxLength } from "./load-document.js";
import { mapDoubleQuoted } from "./map-flow-scalar.js";
import { maxDepth } from "./parse-yaml.js";
import { printValue, type PrintedScalar, type PrintedValue, type ValueFault } from "./print-value.js";
import { createScalarNode } from "./scalar-node.js";
import { createSourceText, type SourceText } from "./source-text.js";

/** A document and the text that its spans refer to. */
export interface ValueDocument {
  /** Undefined if the value cannot be a document, which has been reported. */
  readonly document: DocumentNode | undefined;
  readonly text: string;
}

/**
 * Creates a document from a value of a program (`fromConfig`, `fromDsl`). Its text is the value as JSON, indented by
 * two spaces. Functions and classes appear as `[function name]` and `[class Name]`; their nodes have the original as
 * `host`. Undefined members are left out. Cycles, symbols, bigints and class instances are reported (`value/not-data`).
 * Never throws.
 *
 * @param file name of the file in the document's spans
 */
export function documentOf(value: unknown, file: string, report: Report): ValueDocument {
  const printed = printValue(value, { depth: maxDepth, length: maxLength });
  const source = createSourceText(file, printed.text);
  for (const fault of printed.faults) reportFault(fault, source, report);
  const document = printed.faults.length > 0 ? undefined : toNode(printed.value, source);
  return { document, text: printed.text };
}

function reportFault(fault: ValueFault, source: SourceText, report: Report): void {
  const span = source.spanOf(fault.start, fault.end);
  switch (fault.kind) {
    case "not-data":
      report.add({ code: "value/not-data", params: { path: fault.path, found: fault.found }, span });
      break;
    case "not-finite":
      report.add({ code: "yaml/not-finite", params: { found: fault.found }, span });
      break;
    case "too-deep":
      report.add({ code: "yaml/too-deep", params: { limit: maxDepth }, span });
      break;
    case "too-large":
      report.add({ code: "yaml/too-large", params: { limit: "10 MB" }, span });
  }
}

function toNode(printed: PrintedValue, source: SourceText): DocumentNode {
  if (printed.kind === "scalar") return toScalar(printed, source);
  const span = source.spanOf(printed.start, printed.end);
  if (printed.kind === "sequence") {
    return { kind: "sequence", items: printed.items.map((item) => toNode(item, source)), span };
  }
  const entries = printed.entries.map(({ key, value }) => ({
    key: toScalar(key, source),
    value: toNode(value, source),
  }));
  return { kind: "mapping", entries, span };
}

function toScalar({ value, host, start, end }: PrintedScalar, source: SourceText): ScalarNode {
  const isText = typeof value === "string" && host === undefined;
  const map = () => mapDoubleQuoted(source.text, start, end);
  return createScalarNode({ source, value, start, end, ...(host !== undefined && { host }), ...(isText && { map }) });
}
