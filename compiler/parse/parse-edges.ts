import { type EdgeChain, type EdgeGroup, parseEdge } from "../../grammar/index.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, ScalarNode, SequenceNode } from "../load/document.js";
import { correctEdge } from "./correct-edge.js";
import { type Correction, describeKind, isNull, wrongKind } from "./fields.js";
import type { EdgeAst, Located, SourceGroupAst } from "./flow-ast.js";
import { reportAll } from "./text-values.js";

/** Parses `edges` (SPEC 2): strings, or pairs `[source, target]`. A chain gives one edge per arrow. */
export function parseEdges(node: DocumentNode | undefined, report: Report): EdgeAst[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") {
    wrongKind(node, { what: "`edges`", expected: "a list of edges", report, correction: listOfOne(node) });
    return [];
  }
  return node.items.flatMap((item) => parseItem(item, report));
}

function parseItem(item: DocumentNode, report: Report): EdgeAst[] {
