import { isDynamic } from "../../grammar/index.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode } from "../load/document.js";
import { describeKind, expectString, type Fields, readFields, wrongKind } from "./fields.js";
import type { UndoAst } from "./flow-ast.js";
import { nodeKeys, undoKeys } from "./known-keys.js";
import { referenceOf } from "./text-values.js";

const what = "`undo`";

/** Parses `undo` (SPEC 15): a function, or `{ call: …, also: failed }`. */
export function parseUndo(fields: Fields, report: Report): UndoAst | undefined {
  const value = fields.value("undo");
  const span = fields.entries.get("undo")?.key.span;
  if (value === undefined || span === undefined) return undefined;
  if (value.kind !== "mapping") return { callable: parseCall(value, what, report), failed: false, span };
  const own = readFields(value, { report, where: what, keys: undoKeys, outer: { key: "undo", keys: nodeKeys } });
  const call = own.value("call");
  if (call === undefined) {
    const isMisspelt = own.unknown.some((unknown) => closestNames(unknown.value, ["call"]).length > 0);
    const correction = { write: "undo: ./ops.ts#refund" };
    if (!isMisspelt) wrongKind(value, { what, expected: "a function, or `{ call: … }`", report, correction });
    return { callable: { kind: "faulty", span }, failed: false, span };
  }
  return { callable: parseCall(call, "`call` of `undo`", report), failed: parseAlso(own.value("also"), report), span };
}

function parseCall(node: DocumentNode, name: string, report: Report): UndoAst["callable"] {
  const { span } = node;
  if (node.kind === "scalar" && node.host !== undefined) return { kind: "given", value: node.host, span };
  const scalar = expectString(node, name, report);
  if (scalar === undefined) return { kind: "faulty", span };
  if (!isDynamic(String(scalar.value))) return { kind: "reference", reference: referenceOf(scalar), span };
  const found = "an expression: a run may have to undo when the context is not what it was";
  wrongKind(node, { what: name, expected: "a function such as `./ops.ts#refund`", found, report });
  return { kind: "faulty", span };
}

function parseAlso(node: DocumentNode | undefined, report: Report): boolean {
  if (node === undefined) return false;
  if (node.kind === "scalar" && node.value === "failed") return true;
  const params = { key: "also", expected: "`failed`", found: describeKind(node), write: "also: failed" };
  report.add({ code: "policy/bad-value", params, span: node.span });
  return false;
}
