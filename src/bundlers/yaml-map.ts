import type { EncodedSourceMap, SourceMapSegment } from "@jridgewell/remapping";
import path from "node:path";
import type { EmittedModule, Mapping } from "../../compiler/emit/emitted-module.js";

/** A source map whose mappings are lists of segments. */
export type DecodedMap = Omit<EncodedSourceMap, "mappings"> & { readonly mappings: SourceMapSegment[][] };

/**
 * The source map from a generated module to its flow file: callables, payloads, reads and writes lead to the places that
 * say them, everything else leads nowhere.
 */
export function yamlMap(module: EmittedModule, source: { readonly path: string; readonly text: string }): DecodedMap {
  const ofFlow = module.mappings.filter(({ span }) => span.file === source.path);
  return {
    version: 3,
    names: [],
    sources: [path.posix.basename(source.path)],
    sourcesContent: [source.text],
    mappings: segmentsOf(module.text, ofFlow),
  };
}

/** In each line a segment where another mapping begins to hold: the innermost one around that place. */
function segmentsOf(text: string, mappings: readonly Mapping[]): SourceMapSegment[][] {
  const borders = [...new Set(mappings.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
  const outermostFirst = [...mappings].sort((one, other) => one.start - other.start || other.end - one.end);
  const open: Mapping[] = [];
  let nextBorder = 0;
  let nextMapping = 0;
  const mappingAt = (offset: number): Mapping | undefined => {
    for (; outermostFirst[nextMapping] !== undefined; nextMapping++) {
      const mapping = outermostFirst[nextMapping];
      if (mapping === undefined || mapping.start > offset) break;
      open.push(mapping);
    }
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= offset) open.pop();
    return open.at(-1);
  };
  let start = 0;
  return text.split("\n").map((line) => {
    const end = start + line.length;
    const segments: SourceMapSegment[] = [segment(0, mappingAt(start))];
    for (; (borders[nextBorder] ?? Infinity) <= end; nextBorder++) {
      const border = borders[nextBorder] ?? 0;
      if (border > start) segments.push(segment(border - start, mappingAt(border)));
    }
    start = end + 1;
    return segments;
  });
}

function segment(column: number, mapping: Mapping | undefined): SourceMapSegment {
  if (mapping === undefined) return [column];
  const { line, column: from } = mapping.span.start;
  return [column, 0, line - 1, from - 1];
}
