import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, MappingEntry, SequenceNode } from "../load/document.js";
import type { ExpressionPlan, KeyPlan, ObjectPlan, ReferencePlan, ValuePlan } from "../plan.js";
import { isNull, keyText } from "./fields.js";
import { reservedNames } from "../../grammar/words.js";
import { parseText } from "./text-values.js";

type ObjectEntry = ObjectPlan["entries"][number];

/**
 * Parses `inputs` (SPEC 3). Returns undefined if there are none (the node is called with what arrived), a single value,
 * or an object.
 *
 * @param without keys of a mapping that are not inputs, since they name the callable
 */
export function parseInputs(
  node: DocumentNode | undefined,
  without: ReadonlySet<string>,
  report: Report,
): ValuePlan | undefined {
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind === "scalar") return parseValueNode(node, report);
  if (node.kind === "sequence") return ofEntries(listEntries(node, report), node.span);
  const entries = node.entries.filter(({ key }) => !without.has(keyText(key)));
  return ofEntries(mappingEntries(entries, report), node.span);
}

/** A single entry gives its value alone, no entry means what arrived. */
function ofEntries(entries: readonly ObjectEntry[], span: ObjectPlan["span"]): ValuePlan | undefined {
  return entries.length > 1 ? { kind: "object", entries, span } : entries[0]?.value;
}

function mappingEntries(entries: readonly MappingEntry[], report: Report): ObjectEntry[] {
  return entries.flatMap(({ key, value }) => {
    const name = keyText(key);
    if (reservedNames.includes(name)) {
      report.add({ code: "inputs/reserved-key", params: { key: name }, span: key.span });
      return [];
    }
    const parsed = parseValueNode(value, report);
    return parsed === undefined ? [] : [{ key: { value: name, span: key.span }, value: parsed }];
  });
}

/** Returns the entries of a list of expressions, each keyed by the last key of its path, and of mappings. */
function listEntries(list: SequenceNode, report: Report): ObjectEntry[] {
  const found = new Map<string, ObjectEntry>();
  const add = (item: ObjectEntry): void => {
    const key = String(item.key.value);
    const first = found.get(key);
    found.set(key, item);
    if (first === undefined) return;
    const related = [{ message: "the first one", span: first.key.span }];
    report.add({ code: "inputs/duplicate-key", params: { key }, span: item.key.span, related });
  };
  for (const [position, item] of list.items.entries()) {
    if (item.kind === "mapping") mappingEntries(item.entries, report).forEach(add);
    else {
      const before = report.diagnostics.length;
      const value = parseValueNode(item, report);
      const key = value === undefined ? undefined : keyOf(value, position);
      if (value !== undefined && key !== undefined) add({ key, value });
      else if (report.diagnostics.length === before) {
        report.add({ code: "inputs/no-key", params: {}, span: item.span });
      }
    }
  }
  return [...found.values()];
}

/** The last key of an expression's path, or `value_<position>` for a whole scope; undefined for a literal. */
function keyOf(value: ValuePlan, position: number): KeyPlan | undefined {
  const reference = firstReference(value);
  if (reference === undefined) return undefined;
  const last = reference.path.at(-1);
  if (last === undefined) return { value: `value_${position}`, span: reference.span };
  return { value: String(last.value), span: last.span };
}

function firstReference(value: ValuePlan): ReferencePlan | undefined {
  if (value.kind === "reference") return value;
  if (value.kind !== "coalesce") return undefined;
  return value.operands.find((operand): operand is ReferencePlan => operand.kind === "reference");
}

function parseValueNode(node: DocumentNode, report: Report): ValuePlan | undefined {
  if (node.kind === "mapping") {
    return { kind: "object", entries: mappingEntries(node.entries, report), span: node.span };
  }
  if (node.kind === "sequence") {
    const items = node.items.map((item) => parseValueNode(item, report));
    return { kind: "list", items: items.filter((item) => item !== undefined), span: node.span };
  }
  if (typeof node.value === "string" && node.host === undefined) return parseText(node, report);
  if (node.host !== undefined) {
    const params = { what: "an input", expected: "data", found: "a function" };
    report.add({ code: "flow/wrong-kind", params, span: node.span });
    return undefined;
  }
  return { kind: "literal", value: node.value, span: node.span };
}

/** Whether a value is an expression, which a `callable` may be. */
export function isExpression(value: ValuePlan | undefined): value is ExpressionPlan {
  return value?.kind === "reference" || value?.kind === "coalesce" || value?.kind === "literal";
}
