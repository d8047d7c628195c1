import { dataObject } from "../data-value.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, MappingNode, ScalarNode } from "../load/document.js";
import type { ConfigPlan, DataObjectPlan, DataPlan, JsonObject } from "../plan.js";
import { expectMapping, type Fields, keyText, wrongKind } from "./fields.js";

/** Parses `describe` of a node (SPEC 1). */
export function parseDescribe(fields: Fields, report: Report): JsonObject | undefined {
  const mapping = expectData(fields, "describe", report);
  return mapping && dataObject(dataObjectOf(mapping));
}

/** Parses `config` of a node (SPEC 1). */
export function parseConfig(fields: Fields, report: Report): ConfigPlan | undefined {
  const mapping = expectData(fields, "config", report);
  const keySpan = fields.entries.get("config")?.key.span;
  return mapping && keySpan && { keySpan, value: dataObjectOf(mapping) };
}

/** Returns the mapping under a key. Anything else is reported and gives undefined; functions in it are reported. */
function expectData(fields: Fields, key: string, report: Report): MappingNode | undefined {
  const mapping = expectMapping(fields.value(key), `\`${key}\``, report);
  for (const node of mapping === undefined ? [] : hostValuesOf(mapping))
    wrongKind(node, { what: `a value of \`${key}\``, expected: "data", report });
  return mapping;
}

function dataOf(node: DocumentNode): DataPlan {
  if (node.kind === "mapping") return dataObjectOf(node);
  if (node.kind === "sequence") return { kind: "list", items: node.items.map(dataOf), span: node.span };
  return { kind: "literal", value: node.value, span: node.span };
}

function dataObjectOf({ entries, span }: MappingNode): DataObjectPlan {
  const parts = entries.map(({ key, value }) => ({
    key: { value: keyText(key), span: key.span },
    value: dataOf(value),
  }));
  return { kind: "object", entries: parts, span };
}

/** The functions and classes in data that a program passed. */
function hostValuesOf(node: DocumentNode): readonly ScalarNode[] {
  if (node.kind === "scalar") return node.host === undefined ? [] : [node];
  return (node.kind === "mapping" ? node.entries.map(({ value }) => value) : node.items).flatMap(hostValuesOf);
}
