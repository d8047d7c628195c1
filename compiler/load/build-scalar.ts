import type { Scalar } from "yaml";
import type { Report } from "../diagnostics/report.js";
import type { Anchors } from "./anchors.js";
import type { CharacterMap } from "./character-map.js";
import type { DocumentNode, ScalarNode } from "./document.js";
import { mapScalarToken } from "./map-scalar-token.js";
import { createScalarNode } from "./scalar-node.js";
import type { SourceText } from "./source-text.js";

/** The state shared while a document is built. */
export interface Build {
  readonly source: SourceText;
  /** The text as it was parsed: it has the same length, but every line break is `\n` or `\r\n`. */
  readonly text: string;
  readonly report: Report;
  readonly anchors: Anchors;
  /** The nodes that replace aliases without an anchor. */
  readonly faulty: Set<DocumentNode>;
}

/** Returns the node of a scalar. Reports numbers that JSON does not have or that lose digits. */
export function buildScalar(parsed: Scalar.Parsed, build: Build): ScalarNode {
  const { value } = parsed;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return scalarOf(parsed, value, build);
  const number = Number(value);
  reportNumber(parsed, number, build);
  return scalarOf(parsed, number, build);
}

/** Returns the node of a parsed scalar with the given value, which may differ from its own. */
export function scalarOf(parsed: Scalar.Parsed, value: ScalarNode["value"], { source, text }: Build): ScalarNode {
  const [start, end] = parsed.range;
  const map = (): CharacterMap => mapScalarToken(text, parsed);
  if (typeof value === "string") return createScalarNode({ source, value, start, end, map });
  return createScalarNode({ source, value, start, end, spelling: parsed.source, map });
}

function reportNumber(parsed: Scalar.Parsed, value: number, { source, report }: Build): void {
  const found = parsed.source;
  const span = source.spanOf(parsed.range[0], parsed.range[1]);
  if (!Number.isFinite(value)) report.add({ code: "yaml/not-finite", params: { found }, span });
  else if (!Number.isSafeInteger(value) && /^(?:[-+]?[0-9]+|0[ox][0-9a-fA-F]+)$/.test(found)) {
    report.add({ code: "yaml/unsafe-integer", params: { found, read: String(value) }, span });
  }
}
