import { type EdgeChain, type EdgeGroup, parseEdge } from "../../grammar/index.js";
import { inQuotes, mayBeCut, quoteTheEdge, wholeEdge } from "../cut-edge.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, MappingNode, ScalarNode, SequenceNode } from "../load/document.js";
import { correctEdge } from "./correct-edge.js";
import { type Correction, describeKind, isNull, keyText, wrongKind } from "./fields.js";
import type { EdgeAst, Located, SourceGroupAst } from "./flow-ast.js";
import { choicesOf } from "./parse-choices.js";
import { misplacedIn } from "./pair-conditions.js";
import { reportAll } from "./text-values.js";

/** Parses `edges` (SPEC 2): strings, or pairs `[source, target]`. A chain gives one edge per arrow. */
export function parseEdges(node: DocumentNode | undefined, report: Report): EdgeAst[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") {
    wrongKind(node, { what: "`edges`", expected: "a list of edges", report, correction: listOfOne(node) });
    return [];
  }
  /** Where the last edge ends that YAML has cut. */
  let end = -1;
  return node.items.flatMap((item) => {
    // A part of that edge.
    if (item.span.start.offset < end) return [];
    const cut = findCutEdge(item);
    if (cut === undefined) return parseItem(item, report);
    report.add(cut);
    end = cut.span.end.offset;
    return [];
  });
}

/** Returns the finding for an edge that YAML ends too early, at a ` #` or, in brackets, at a comma. */
function findCutEdge(item: DocumentNode): AnyFinding | undefined {
  if (item.kind !== "scalar" || typeof item.value !== "string" || !mayBeCut(item.value)) return undefined;
  const [line, start] = [item.line(), item.span.start.column - 1];
  const cut = start + item.value.length;
  // Most edges are alone on their line, and nothing is cut.
  if (line.slice(cut).trim() === "") return undefined;
  // Quoted text, and text of several lines, is read as it is.
  if (!line.startsWith(item.value, start) || parseEdge(item.value).errors.length === 0) return undefined;
  const whole = wholeEdge({ line, start, cut });
  if (whole === undefined) return undefined;
  const { file, start: from } = item.span;
  const end = { ...from, offset: from.offset + whole.length, column: from.column + whole.length };
  const span = { file, start: from, end };
  const fix = { title: quoteTheEdge, edits: [{ span, text: inQuotes(whole) }] };
  return { code: "edge/cut-by-yaml", params: { at: line.slice(cut).trim().charAt(0) }, span, fix };
}

function parseItem(item: DocumentNode, report: Report): EdgeAst[] {
  if (item.kind === "sequence") return parsePair(item, report);
  if (item.kind === "scalar" && typeof item.value === "string") return parseText(item, item.value, report);
  const cut = item.kind === "mapping" ? cutEdge(item) : undefined;
  const [from, to] = item.kind === "mapping" ? endsOf(item) : [];
  const guard = item.kind === "mapping" ? guardOf(item) : "";
  const pair = from === undefined || to === undefined ? undefined : { write: `${from} >> ${to}${guard}` };
  const correction = cut ?? pair;
  wrongKind(item, { ...anEdge, report, ...(correction !== undefined && { correction }) });
  return [];
}

/** Returns the correction of an edge that YAML has cut at a `: `, as in `a >> b when $result.kind == "x: y"`: the text in quotes. */
function cutEdge({ entries, span }: MappingNode): Correction | undefined {
  const [entry, ...others] = entries;
  const rest = entry && nameOf(entry.value)?.value;
  if (entry === undefined || rest === undefined || others.length > 0) return undefined;
  const text = `${keyText(entry.key)}: ${rest}`;
  if (!text.includes(">>") || parseEdge(text).errors.length > 0) return undefined;
  const write = inQuotes(text);
  return { write, fix: { title: quoteTheEdge, edits: [{ span, text: write }] } };
}

/** The nodes of an edge that is written as `{ from: a, to: b }` or `a: b`. */
function endsOf({ entries }: MappingNode): (string | undefined)[] {
  const valueOf = (...names: readonly string[]): string | undefined => {
    const entry = entries.find(({ key }) => names.includes(keyText(key)));
    return entry && nameOf(entry.value)?.value;
  };
  const [from, to] = [valueOf("from", "source"), valueOf("to", "target")];
  const [only, ...more] = entries;
  if (from !== undefined || to !== undefined || only === undefined || more.length > 0) return [from, to];
  return [keyText(only.key), nameOf(only.value)?.value];
}

/** The condition of an edge that is written as `{ from: a, to: b, when: $result.ok }`, behind its target. */
function guardOf({ entries }: MappingNode): string {
  const entry = entries.find(({ key }) => ["when", "if", "condition"].includes(keyText(key)));
  const condition = entry && nameOf(entry.value)?.value.trim();
  return condition === undefined ? "" : ` when ${condition}`;
}

const anEdge = { what: "an edge", expected: "text such as `a >> b`, or a pair `[a, b]`" };

function parseText(item: ScalarNode, text: string, report: Report): EdgeAst[] {
  const { ast, errors } = parseEdge(text);
  const [first] = errors;
  if (first === undefined) return ast === undefined ? [] : chainEdges(ast, item);
  // In a condition, the signs of an edge mean something else.
  const isOfEdge = errors.every(({ code }) => code.startsWith("edge/"));
  const correction = isOfEdge ? correctEdge(item, first) : undefined;
  // If a single edit repairs the edge, all its errors count as one.
  if (correction === undefined) reportAll(errors, item, report);
  else report.add(correction);
  return [];
}

function parsePair(pair: SequenceNode, report: Report): EdgeAst[] {
  const [first, second, ...more] = pair.items;
  if (first === undefined || second === undefined || more.length > 0) {
    const names = pair.items.map((item) => nameOf(item)?.value);
    const write = names.length > 2 && !names.includes(undefined) ? names.join(" >> ") : undefined;
    wrongKind(pair, {
      ...anEdge,
      found: lengthOf(pair),
      report,
      ...(write !== undefined && { correction: { write } }),
    });
    return [];
  }
  const source = nameOf(first);
  const target = nameOf(second);
  if (source !== undefined && target !== undefined) {
    const misplaced = [first, second].flatMap((item) => misplacedIn(item));
    for (const finding of misplaced) report.add(finding);
    if (misplaced.length > 0) return [];
    return [
      { kind: "edge", source: { kind: "node-name", ...source }, targets: [target], choices: [], span: pair.span },
    ];
  }
  if (source === undefined) reportNoId(first, "first", report);
  if (target === undefined) reportNoId(second, "second", report);
  return [];
}

function lengthOf({ items }: SequenceNode): string {
  if (items.length === 0) return "an empty list";
  return items.length === 1 ? "a list of one" : `a list of ${String(items.length)}`;
}

function reportNoId(item: DocumentNode, which: "first" | "second", report: Report): void {
  const found = isNull(item) ? "`null`" : describeKind(item);
  wrongKind(item, { what: `the ${which} id of a pair`, expected: "a node's id", found, report });
}

/**
 * Returns the node that an item of a pair names. A number names the node whose key is spelled the same: `1.0` is not
 * `1`.
 */
function nameOf(item: DocumentNode): Located<string> | undefined {
  if (item.kind !== "scalar" || item.value === null || item.host !== undefined) return undefined;
  return { value: item.spelling ?? String(item.value), span: item.span };
}

function chainEdges(chain: EdgeChain, scalar: ScalarNode): EdgeAst[] {
  return chain.groups.slice(1).map((target, index) => ({
    kind: "edge",
    source: locateGroup(chain.groups[index] ?? target, scalar),
    targets: namesOf(target, scalar),
    choices: choicesOf(target, scalar),
    span: scalar.span,
  }));
}

function locateGroup(group: EdgeGroup, scalar: ScalarNode): SourceGroupAst {
  if (group.kind === "guarded-target") return locateGroup(group.target, scalar);
  const span = scalar.spanOf(group.range);
  if (group.kind === "node-name") return { kind: "node-name", value: group.value, span };
  return { kind: group.kind, members: group.members.map((member) => locateGroup(member, scalar)), span };
}

function namesOf(group: EdgeGroup, scalar: ScalarNode): Located<string>[] {
  if (group.kind === "node-name") return [{ value: group.value, span: scalar.spanOf(group.range) }];
  if (group.kind === "guarded-target") return namesOf(group.target, scalar);
  return group.members.flatMap((member) => namesOf(member, scalar));
}

/** Returns the correction of `edges: a >> b`, where the list is missing. */
function listOfOne(node: DocumentNode): Correction | undefined {
  if (node.kind === "mapping") return { write: 'edges: ["a >> b"]' };
  const text = node.kind === "scalar" ? String(node.value).trim() : "";
  const edges = text.split(/\n+/u).map((line) => line.trim().replace(/^-\s*|,$/gu, ""));
  if (edges.some((edge) => parseEdge(edge).errors.length > 0)) return { write: "edges: [a >> b]" };
  const list = `[${edges.map((edge) => (/[[\]{},"'#]/u.test(edge) ? `"${edge.replaceAll(/["\\]/gu, "\\$&")}"` : edge)).join(", ")}]`;
  const fix = { title: "Write a list", edits: [{ span: node.span, text: list }] };
  return node.span.start.line === node.span.end.line ? { write: `edges: ${list}`, fix } : { write: `edges: ${list}` };
}
