import { isAlias, isMap, isScalar, type ParsedNode } from "yaml";
import type { Span } from "../diagnostics/span.js";
import { scalarOf, type Build } from "./build-scalar.js";
import type { ScalarNode } from "./document.js";
import { createScalarNode } from "./scalar-node.js";

/** Whether a key is the merge key of YAML 1.1: an unquoted `<<`. */
export function isMergeKey(key: ParsedNode): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

/**
 * Returns the key of an entry as a string. For a number or boolean, this is its source text (`1`, `0x10`, `true`).
 * Null, mappings and lists are reported.
 *
 * @param isAlone whether no colon follows the key
 */
export function buildKey(key: ParsedNode, isAlone: boolean, build: Build): ScalarNode | undefined {
  const { source, report, anchors, faulty } = build;
  const [start, end] = key.range;
  const span = source.spanOf(start, end);
  if (isAlias(key)) {
    const node = anchors.resolve(key.source, span);
    if (node?.kind === "scalar" && node.value !== null && !faulty.has(node)) return textKey(node, build);
    if (node)
      reportKey(node.kind === "scalar" ? "null" : node.kind === "mapping" ? "a mapping" : "a list", span, build);
    return undefined;
  }
  const define = anchors.open(key.anchor, span);
  if (!isScalar(key) || key.value === null) {
    const isTemplate = isMap(key) && source.text.startsWith("{{", start - 1);
    const found = isScalar(key) ? (start === end ? "an empty text" : "null") : isMap(key) ? "a mapping" : "a list";
    if (isTemplate)
      report.add({ code: "yaml/key-not-text", params: { found, isTemplate }, span: source.spanOf(start - 1, end + 1) });
    else reportKey(found, span, build);
    return undefined;
  }
  const node = scalarOf(key, typeof key.value === "string" ? key.value : key.source, build);
  define(node);
  const colon = isAlone && key.type === "PLAIN" ? /^[\w-]+:(?=\S)/.exec(String(node.value)) : null;
  if (colon) reportMissingBlank(start + colon[0].length, build);
  return node;
}

function textKey(node: ScalarNode, { source }: Build): ScalarNode {
  if (typeof node.value === "string") return node;
  const { start, end } = node.span;
  return createScalarNode({
    source,
    value: source.text.slice(start.offset, end.offset),
    start: start.offset,
    end: end.offset,
  });
}

function reportKey(found: string, span: Span, { report }: Build): void {
  report.add({ code: "yaml/key-not-text", params: { found, isTemplate: false }, span });
}

/** To YAML, `{ a:1 }` has the key `a:1`, which nobody means. */
function reportMissingBlank(at: number, { source, report }: Build): void {
  const fix = { title: "Put a blank after the `:`", edits: [{ span: source.spanOf(at, at), text: " " }] };
  report.add({ code: "yaml/missing-blank", params: { after: ":" }, span: source.spanOf(at - 1, at), fix });
}
