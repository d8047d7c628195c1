import { isScalar, type ParsedNode } from "yaml";
import { createReport, type Report } from "../diagnostics/report.js";
import { buildDocument } from "./build-document.js";
import type { DocumentNode } from "./document.js";
import { maxDepth, parseYaml, type ParsedYaml } from "./parse-yaml.js";
import { reportSyntaxErrors } from "./report-syntax-errors.js";
import { createSourceText, type SourceText } from "./source-text.js";

/** Maximum length of a flow file, in characters. */
export const maxLength = 10_000_000;

/**
 * Reads a flow file: YAML 1.2 with the core schema and the merge keys of YAML 1.1, or JSON (SPEC 1). Reports everything
 * that is wrong with it as YAML (`yaml/…`). Never throws.
 *
 * @returns undefined if the document's shape is uncertain. If errors were reported, the document may lack values.
 */
export function loadDocument(
  { path, text }: { readonly path: string; readonly text: string },
  report: Report,
): DocumentNode | undefined {
  const source = createSourceText(path, text.length > maxLength ? "" : text);
  if (text.length > maxLength) {
    report.add({ code: "yaml/too-large", params: { limit: "10 MB" }, span: source.spanOf(0, 0) });
    return undefined;
  }
  if (reportNoText(source, report) || reportConflict(source, report)) return undefined;
  const yaml = parseYaml(text);
  if (yaml.kind === "too-deep") {
    const span = source.spanOf(yaml.range.start, yaml.range.end);
    report.add({ code: "yaml/too-deep", params: { limit: maxDepth }, span });
    return undefined;
  }
  return loadParsed(yaml, source, report);
}

/**
 * Returns what can be read of a flow file whose shape is uncertain, for editors. The YAML parser guesses what is
 * missing or unclosed. Reports nothing and never throws.
 */
export function recoverDocument({
  path,
  text,
}: {
  readonly path: string;
  readonly text: string;
}): DocumentNode | undefined {
  if (text.length > maxLength) return undefined;
  const yaml = parseYaml(text);
  if (yaml.kind === "too-deep" || yaml.contents === undefined || isNothing(yaml.contents)) return undefined;
  return buildDocument(yaml.contents, yaml.text, { source: createSourceText(path, text), report: createReport() });
}

/** Characters that YAML does not allow, and the replacement character of decoders for bytes that are not UTF-8. */
const noText = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffd]/;

function reportNoText(source: SourceText, report: Report): boolean {
  const at = source.text.search(noText);
  if (at < 0) return false;
  const code = source.text.charCodeAt(at);
  const found =
    code === 0xfffd
      ? "bytes that are no UTF-8"
      : `the control character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  report.add({ code: "yaml/not-text", params: { found }, span: source.spanOf(at, at + 1) });
  return true;
}

/**
 * Reports an unresolved merge conflict of git. Without this, the YAML parser would blame the lines of its two sides.
 */
function reportConflict(source: SourceText, report: Report): boolean {
  const at = source.text.search(/^<{7} /m);
  if (at < 0 || !/^={7}$/m.test(source.text.slice(at).replaceAll("\r", ""))) return false;
  const params = {
    detail: "here begins a merge conflict that is not resolved",
    cure: "keep one side or join both, and remove the lines of `<`, `=` and `>`",
  };
  report.add({ code: "yaml/syntax", params, span: source.spanOf(at, at + 7) });
  return true;
}

function loadParsed(yaml: ParsedYaml, source: SourceText, report: Report): DocumentNode | undefined {
  const { contents, secondDocument } = yaml;
  const before = report.diagnostics.length;
  reportVersion(yaml, source, report);
  const isCertain = reportSyntaxErrors(yaml, source, report);
  const isEmpty = contents === undefined || isNothing(contents);
  if (isEmpty && report.diagnostics.length === before) {
    report.add({ code: "yaml/empty", params: {}, span: source.spanOf(0, 0) });
  }
  const document = isCertain && !isEmpty ? buildDocument(contents, yaml.text, { source, report }) : undefined;
  if (secondDocument) {
    const span = source.spanOf(secondDocument.start, secondDocument.end);
    report.add({ code: "yaml/second-document", params: {}, span });
  }
  return document;
}

function isNothing(contents: ParsedNode): boolean {
  return isScalar(contents) && contents.value === null && contents.range[0] === contents.range[1];
}

function reportVersion({ version }: ParsedYaml, source: SourceText, report: Report): void {
  if (version === undefined || version === "1.2") return;
  const start = Math.max(0, source.text.search(/^\uFEFF?%YAML/m));
  const params = { detail: `flow files are YAML 1.2, not ${version}`, cure: "remove the `%YAML` line" };
  report.add({ code: "yaml/syntax", params, span: source.spanOf(start, start + "%YAML".length) });
}
