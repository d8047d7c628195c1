import { isDynamic } from "../../grammar/index.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode } from "../load/document.js";
import { expectString, type Fields, isNull, wrongKind } from "./fields.js";
import type { CallableAst } from "./flow-ast.js";
import { callableKeys, flowNodeKeys } from "./known-keys.js";
import { referenceOf } from "./text-values.js";

/** Parses `flow` of a node (SPEC 13): the path of a flow file, or an export of a package. */
export function parseFlowReference(node: DocumentNode, report: Report): CallableAst {
  const { span } = node;
  const scalar = expectString(node, "`flow`", report);
  if (scalar === undefined) return { kind: "faulty", span };
  if (!isDynamic(String(scalar.value))) return { kind: "flow", reference: referenceOf(scalar), span };
  const expected = "the path of a flow file, such as `./enrich.flow.yaml`";
  wrongKind(node, {
    what: "`flow`",
    expected,
    found: "an expression: which flow runs is known before it does",
    report,
  });
  return { kind: "faulty", span };
}

/** Reports the keys that a node with a `flow` cannot have, rather than ignoring them. */
export function checkFlowNode(fields: Fields, inputs: DocumentNode | undefined, report: Report): void {
  const ofInputs = inputs?.kind === "mapping" ? inputs.entries : [];
  const callables = ofInputs.filter(({ key, value }) => isIn(callableKeys, key.value) && !isNull(value));
  const others = [...fields.entries.values()].filter(({ key }) => !isIn(flowNodeKeys, key.value));
  for (const { key } of [...others, ...callables]) {
    const params = { key: String(key.value), type: "node with a `flow`", belongs: "nodes that call a function" };
    report.add({ code: "node/key-of-another-type", params, span: key.span });
  }
}

function isIn(keys: readonly string[], key: unknown): boolean {
  return keys.includes(String(key));
}
