import type { EncodedSourceMap, SourceMapSegment } from "@jridgewell/remapping";
import path from "node:path";
import type { EmittedModule, Mapping } from "../../compiler/emit/emitted-module.js";

/** A source map with decoded mappings, as lists of segments. */
export type DecodedMap = Omit<EncodedSourceMap, "mappings"> & { readonly mappings: SourceMapSegment[][] };

/**
 * Creates the source map from a generated module to its flow file. Callables, payloads, reads and writes map to the
 * places in the flow that define them; everything else is unmapped.
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

/**
 * For each line, one segment at every place where another mapping takes effect. If mappings are nested, the innermost
 * applies.
 */
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
