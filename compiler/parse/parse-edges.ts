import { type EdgeChain, type EdgeGroup, parseEdge } from "../../grammar/index.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, ScalarNode } from "../load/document.js";
import { wrongKind } from "./fields.js";
import type { EdgeAst, Located, SourceGroupAst } from "./flow-ast.js";
import { reportAll } from "./text-values.js";

/** Parses `edges` (SPEC 2): strings, or pairs `[source, target]`. A chain gives an edge for each of its arrows. */
export function parseEdges(node: DocumentNode | undefined, report: Report): EdgeAst[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") {
    wrongKind(node, { what: "`edges`", expected: "a list of edges", report });
    return [];
  }
  return node.items.flatMap((item) => parseItem(item, report));
}

function parseItem(item: DocumentNode, report: Report): EdgeAst[] {
  if (item.kind === "scalar" && typeof item.value === "string") {
    const { ast, errors } = parseEdge(item.value);
    reportAll(errors, item, report);
    return ast === undefined || errors.length > 0 ? [] : chainEdges(ast, item);
  }
  if (item.kind === "sequence") {
    const [source, target, ...more] = item.items.map(nameOf);
    if (source !== undefined && target !== undefined && more.length === 0) {
      return [{ kind: "edge", source: { kind: "node-name", ...source }, targets: [target], span: item.span }];
    }
  }
  wrongKind(item, { what: "an edge", expected: "text such as `a >> b`, or a pair `[a, b]`", report });
  return [];
}

function nameOf(item: DocumentNode): Located<string> | undefined {
  if (item.kind !== "scalar" || item.value === null || item.host !== undefined) return undefined;
  return { value: String(item.value), span: item.span };
}

function chainEdges(chain: EdgeChain, scalar: ScalarNode): EdgeAst[] {
  return chain.groups.slice(1).map((target, index) => ({
    kind: "edge",
    source: locateGroup(chain.groups[index] ?? target, scalar),
    targets: namesOf(target, scalar),
    span: scalar.span,
  }));
}

function locateGroup(group: EdgeGroup, scalar: ScalarNode): SourceGroupAst {
  const span = scalar.spanOf(group.range);
  if (group.kind === "node-name") return { kind: "node-name", value: group.value, span };
  return { kind: group.kind, members: group.members.map((member) => locateGroup(member, scalar)), span };
}

function namesOf(group: EdgeGroup, scalar: ScalarNode): Located<string>[] {
  if (group.kind === "node-name") return [{ value: group.value, span: scalar.spanOf(group.range) }];
  return group.members.flatMap((member) => namesOf(member, scalar));
}
