import { isAlias, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import type { Report } from "../diagnostics/report.js";
import type { Span } from "../diagnostics/span.js";
import { createAnchors } from "./anchors.js";
import { buildKey, isMergeKey } from "./build-key.js";
import { buildScalar, type Build } from "./build-scalar.js";
import { collectEntries, type WrittenEntry } from "./collect-entries.js";
import type { DocumentNode, ScalarNode } from "./document.js";
import { createScalarNode } from "./scalar-node.js";
import type { SourceText } from "./source-text.js";

/**
 * Turns the result of the package `yaml` into a document: resolves aliases and merge keys, and turns keys into strings.
 * Reports errors in keys, numbers, aliases and merges. A document with such an error keeps its shape, but not all of
 * its values.
 */
export function buildDocument(
  contents: ParsedNode,
  text: string,
  { source, report }: { readonly source: SourceText; readonly report: Report },
): DocumentNode {
  const build: Build = { source, text, report, anchors: createAnchors(report), faulty: new Set() };
  const { node } = buildNode(contents, build);
  build.anchors.reportUnknown();
  return node;
}

/** A node and where it is written. For an alias, that is the place of the alias itself. */
export interface Written {
  readonly node: DocumentNode;
  readonly span: Span;
}

/** Builds a node and everything in it. */
export function buildNode(parsed: ParsedNode, build: Build): Written {
  const { anchors, source } = build;
  const span = source.spanOf(parsed.range[0], parsed.range[1]);
  if (isAlias(parsed)) {
    return { node: anchors.resolve(parsed.source, span) ?? faultyNode(parsed.range, build), span };
  }
  const define = anchors.open(parsed.anchor, span);
  const node = isScalar(parsed) ? buildScalar(parsed, build) : buildCollection(parsed, span, build);
  define(node);
  return { node, span: node.span };
}

function buildCollection(parsed: YAMLMap.Parsed | YAMLSeq.Parsed, span: Span, build: Build): DocumentNode {
  if (isSeq(parsed)) {
    const written = parsed.items.map((item) => buildNode(item, build));
    const items = written.map(({ node }) => node);
    return { kind: "sequence", items, span: parsed.flow ? span : endingWith(span, written.at(-1)?.span) };
  }
  const written = parsed.items.flatMap((pair) => buildEntry(pair, build) ?? []);
  const entries = collectEntries(written, build.report, (node) => build.faulty.has(node));
  return { kind: "mapping", entries, span: parsed.flow ? span : endingWith(span, written.at(-1)?.valueSpan) };
}

/** Ends a block at its last value, without the comments and blank lines after it. */
function endingWith(span: Span, last: Span | undefined): Span {
  return last ? { ...span, end: last.end } : span;
}

function buildEntry({ key, value }: Pair<ParsedNode, ParsedNode | null>, build: Build): WrittenEntry | undefined {
  const node = buildKey(key, value === null, build);
  const { node: entryValue, span } = value ? buildNode(value, build) : missingValue(key, build);
  const isMerge = isMergeKey(key);
  const valueText = isMerge ? build.source.text.slice(span.start.offset, span.end.offset) : "";
  return node && { key: node, value: entryValue, valueSpan: span, valueText, isMerge };
}

/** Returns null as the value of a key without one, such as `a` in `{ a, b }`. */
function missingValue({ range }: ParsedNode, build: Build): Written {
  const node = nullNode([range[1], range[1]], build);
  return { node, span: node.span };
}

function faultyNode(range: readonly number[], build: Build): DocumentNode {
  const node = nullNode(range, build);
  build.faulty.add(node);
  return node;
}

function nullNode([start = 0, end = start]: readonly number[], { source }: Build): ScalarNode {
  return createScalarNode({ source, value: null, start, end });
}
