import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { createReport } from "../../compiler/diagnostics/report.js";
import type { Span } from "../../compiler/diagnostics/span.js";
import type { DocumentNode, ScalarNode } from "../../compiler/load/document.js";
import { loadDocument } from "../../compiler/load/load-document.js";

export interface Loaded {
  readonly document: DocumentNode | undefined;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

export function load(text: string): Loaded {
  const report = createReport();
  const document = loadDocument({ path: "flow.yaml", text }, report);
  const diagnostics = [...report.diagnostics].sort((one, other) => one.span.start.offset - other.span.start.offset);
  return { document, diagnostics };
}

/** `code line:column` of each finding, with the text at its span. */
export function faultsOf(text: string): string[] {
  return load(text).diagnostics.map(
    ({ code, span }) => `${code} ${placeOf(span)} ${JSON.stringify(textAt(text, span))}`,
  );
}

export function placeOf({ start }: Span): string {
  return `${start.line}:${start.column}`;
}

export function textAt(text: string, span: Span): string {
  return text.slice(span.start.offset, span.end.offset);
}

/** A document as plain data. Mappings become lists of pairs, so that no key is lost. */
export function dataOf(node: DocumentNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(dataOf);
  return new Map(node.entries.map(({ key, value }) => [key.value, dataOf(value)]));
}

/** The value at a path of keys and indexes. Throws if there is none. */
export function at(node: DocumentNode | undefined, ...path: (string | number)[]): DocumentNode {
  let current = node;
  for (const key of path) {
    current =
      current?.kind === "sequence"
        ? current.items[Number(key)]
        : current?.kind === "mapping"
          ? current.entries.find((entry) => entry.key.value === key)?.value
          : undefined;
  }
  if (!current) throw new Error(`there is nothing at ${path.join(".")}`);
  return current;
}

export function scalarAt(node: DocumentNode | undefined, ...path: (string | number)[]): ScalarNode {
  const found = at(node, ...path);
  if (found.kind !== "scalar") throw new Error(`${path.join(".")} is no scalar`);
  return found;
}

/** The source of each character of a scalar. */
export function sourcesOf(text: string, scalar: ScalarNode): string[] {
  return Array.from({ length: String(scalar.value).length }, (_, start) => start).map((start) =>
    textAt(text, scalar.spanOf({ start, end: start + 1 })),
  );
}
