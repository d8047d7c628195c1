import { reservedNames } from "../../grammar/words.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, MappingEntry, MappingNode } from "../load/document.js";
import { expectMapping, type Fields, isNull, keyText, readFields, wrongKind } from "./fields.js";
import { addToList } from "../add-to-list.js";
import type { ChoicePlan } from "../plan.js";
import type { EdgeAst, FlowAst, NodeAst } from "./flow-ast.js";
import { parseEdges } from "./parse-edges.js";
import { flowKeys, nodeKeys } from "./known-keys.js";
import { reportOutdented } from "./outdented-keys.js";
import { parseInputs } from "./parse-inputs.js";
import { parseNode } from "./parse-node.js";
import { parseCount, parsePolicy } from "./parse-policy.js";
import { referenceIn } from "./text-values.js";

const noKeys: ReadonlySet<string> = new Set();

/** Parses the document of a flow file (SPEC 1). Parts with errors are reported and left out. */
export function parseFlow(document: DocumentNode, file: string, report: Report): FlowAst | undefined {
  const top = expectMapping(document, "a flow file", report);
  if (top === undefined) return undefined;
  const whole = unwrapFlow(top, report);
  if (whole === undefined) return undefined;
  if (isNoFlow(whole)) {
    const params = { what: "a flow file", expected: "a mapping with `entry` and `nodes`", found: "another one" };
    report.add({ code: "flow/wrong-kind", params, span: headOf(whole) });
    return undefined;
  }
  const strays = strayNodes(whole);
  const flow = { ...whole, entries: whole.entries.filter((item) => !strays.includes(item)) };
  const fields = readFields(flow, { report, where: "a flow", keys: flowKeys });
  const nodeIds = idsOf(fields.value("nodes"));
  const entry = fields.id("entry", nodeIds);
  if (entry === undefined && fields.value("entry") === undefined) {
    report.add({ code: "flow/no-entry", params: {}, span: headOf(flow) });
  }
  const nodes = parseNodes(fields.value("nodes"), { flow, strays, report });
  const edges = parseEdges(fields.value("edges"), report);
  return {
    kind: "flow",
    file,
    name: nameOf(fields, report) ?? flowNameOf(file),
    description: fields.text("description")?.value.trim(),
    entry,
    nodes: withChoices(nodes, edges),
    // Without nodes, every name in an edge would be reported as well.
    edges: nodes.length === 0 ? [] : edges,
    input: referenceIn(fields.string("input")),
    context: referenceIn(fields.string("context")),
    policy: parsePolicy(fields.value("policy"), { report, nodeIds }),
    concurrency: parseCount(fields.value("concurrency"), "concurrency", report),
    maxSteps: parseCount(fields.value("max_steps"), "max_steps", report),
    output: parseInputs(fields.value("output"), noKeys, report),
    span: flow.span,
  };
}

/** Gives the nodes the conditions of the edges that leave them. */
function withChoices(nodes: readonly NodeAst[], edges: readonly EdgeAst[]): readonly NodeAst[] {
  const bySource = new Map<string, ChoicePlan[]>();
  for (const { source, choices } of edges) {
    if (source.kind === "node-name") for (const choice of choices) addToList(bySource, source.value, choice);
  }
  if (bySource.size === 0) return nodes;
  return nodes.map((node) => ({ ...node, choices: bySource.get(node.id.value) ?? [] }));
}

function nameOf(fields: Fields, report: Report): string | undefined {
  const name = fields.text("name");
  if (name === undefined || name.value.trim() !== "") return name?.value;
  const params = { what: "`name`", expected: "a text that shows", found: "empty" };
  report.add({ code: "flow/wrong-kind", params, span: name.span });
  return undefined;
}

/** The name of a flow whose file states none: the file's name without its extensions. */
export function flowNameOf(file: string): string {
  const base = file.slice(file.lastIndexOf("/") + 1);
  return base.replace(/(\.flow)?\.(yaml|yml|json)$/u, "") || base;
}

/** Returns the value of the top-level key `flow`, or the whole document. */
function unwrapFlow(top: MappingNode, report: Report): MappingNode | undefined {
  const wrapped = top.entries.find(({ key }) => keyText(key) === "flow");
  if (wrapped === undefined) return top;
  readFields(top, { report, where: "a flow file with the key `flow`", keys: ["flow"] });
  return expectMapping(wrapped.value, "`flow`", report);
}

/** The first key of a mapping, which is where missing keys are reported. */
function headOf(mapping: MappingNode): MappingNode["span"] {
  return mapping.entries[0]?.key.span ?? mapping.span;
}

/** Whether a mapping has no key of a flow, not even a misspelt one: it is another file of the project. */
function isNoFlow(mapping: MappingNode): boolean {
  const keys = mapping.entries.map(({ key }) => keyText(key));
  return keys.every((key) => !isKey(key) && closestNames(key, flowKeys).length === 0);
}

function isKey(key: string): boolean {
  return flowKeys.some((known) => known === key);
}

/** Nodes that are next to an empty `nodes:`, since they are not indented. */
function strayNodes(flow: MappingNode): readonly MappingEntry[] {
  const nodes = flow.entries.find(({ key }) => keyText(key) === "nodes");
  if (nodes === undefined || !isNull(nodes.value)) return [];
  return flow.entries.filter(({ key, value }) => !isKey(keyText(key)) && value.kind === "mapping");
}

function idsOf(nodes: DocumentNode | undefined): ReadonlySet<string> {
  return new Set(nodes?.kind === "mapping" ? nodes.entries.map(({ key }) => keyText(key)) : []);
}

interface NodesContext {
  readonly flow: MappingNode;
  readonly strays: readonly MappingEntry[];
  readonly report: Report;
}

function parseNodes(node: DocumentNode | undefined, { flow, strays, report }: NodesContext): NodeAst[] {
  const mapping = nodesOf(node, report);
  if (mapping === undefined || mapping.entries.length === 0) {
    if (node === undefined || mapping !== undefined) {
      const params = { strays: strays.map(({ key }) => keyText(key)) };
      const span = strays[0]?.key.span ?? mapping?.span ?? headOf(flow);
      report.add({ code: "flow/no-nodes", params, span });
    }
    return [];
  }
  const nodeIds = idsOf(mapping);
  const misplaced = misplacedKeys(mapping.entries);
  const isMisplaced = new Set([...misplaced.values()].flat());
  const items = withoutFlowKeys(
    reportOutdented(
      mapping.entries.filter((item) => !isMisplaced.has(item)),
      report,
    ),
    report,
  );
  return items.map((item) => {
    const { key, value } = item;
    const id = keyText(key);
    if (id === "" || reservedNames.includes(id))
      report.add({ code: "node/reserved-id", params: { id }, span: key.span });
    const below = (misplaced.get(item) ?? []).map((entry) => keyText(entry.key));
    return parseNode(key, value, { report, nodeIds, below });
  });
}

/** Returns the mapping of `nodes`. A list is reported with an example of a mapping. */
function nodesOf(node: DocumentNode | undefined, report: Report): MappingNode | undefined {
  if (node?.kind !== "sequence") return expectMapping(node, "`nodes`", report);
  const correction = { write: "nodes: { first: { callable: ./ops.ts#first }, second: { … } }" };
  wrongKind(node, { what: "`nodes`", expected: "a mapping of ids to nodes", report, correction });
  return undefined;
}

/**
 * Reports keys of the flow that are indented below `nodes`, such as its `edges:`. A node may have such an id, but its
 * value is a mapping.
 *
 * @returns the entries that are nodes
 */
function withoutFlowKeys(entries: readonly MappingEntry[], report: Report): readonly MappingEntry[] {
  return entries.filter(({ key, value }) => {
    const name = keyText(key);
    if (!unlikelyIds.has(name) || value.kind === "mapping" || isNull(value)) return true;
    const params = { key: name, where: "`nodes`", known: [], closest: [], isOfFlow: true };
    report.add({ code: "flow/unknown-key", params, span: key.span });
    return false;
  });
}

/** Keys of a flow that hardly any node is called. */
const unlikelyIds: ReadonlySet<string> = new Set(["edges", "concurrency", "max_steps"]);

/** For each node without a value, the keys after it that should be below it. */
function misplacedKeys(entries: readonly MappingEntry[]): ReadonlyMap<MappingEntry, readonly MappingEntry[]> {
  const found = new Map<MappingEntry, readonly MappingEntry[]>();
  for (const [index, item] of entries.entries()) {
    if (!isNull(item.value)) continue;
    const end = entries.findIndex(({ key }, at) => at > index && !nodeKeys.some((known) => known === keyText(key)));
    found.set(item, entries.slice(index + 1, end < 0 ? entries.length : end));
  }
  return found;
}
