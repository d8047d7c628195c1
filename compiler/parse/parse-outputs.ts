import { recordKeys } from "../record-keys.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, ScalarNode } from "../load/document.js";
import type { KeyPlan, WritePlan } from "../plan.js";
import { expectString, isNull, keyText, wrongKind } from "./fields.js";
import { parseWriteTarget } from "./text-values.js";

/** Parses `outputs` (SPEC 4): a target for the whole result, a mapping of targets, or a list of both. */
export function parseOutputs(
  node: DocumentNode | undefined,
  nodeIds: ReadonlySet<string>,
  report: Report,
): WritePlan[] {
  if (node === undefined || isNull(node)) return [];
  if (node.kind === "sequence") return node.items.flatMap((item) => parseOutput(item, nodeIds, report));
  return parseOutput(node, nodeIds, report);
}

function parseOutput(node: DocumentNode, nodeIds: ReadonlySet<string>, report: Report): WritePlan[] {
  if (node.kind === "mapping") {
    return node.entries.flatMap(({ key, value }) => {
      const scalar = expectString(value, `the output \`${keyText(key)}\``, report);
      const part = { value: keyText(key), span: key.span };
      return scalar === undefined ? [] : parseWrite(scalar, { part, nodeIds, report });
    });
  }
  if (node.kind === "scalar" && typeof node.value === "string") {
    return parseWrite(node, { part: undefined, nodeIds, report });
  }
  wrongKind(node, { what: "an output", expected: "a target such as `$ctx.data.raw`, or a mapping of targets", report });
  return [];
}

interface WriteOptions {
  readonly part: KeyPlan | undefined;
  readonly nodeIds: ReadonlySet<string>;
  readonly report: Report;
}

function parseWrite(scalar: ScalarNode, { part, nodeIds, report }: WriteOptions): WritePlan[] {
  const target = parseWriteTarget(scalar, report);
  const [first] = target?.path ?? [];
  if (target === undefined || first === undefined) return [];
  const key = String(first.value);
  if (target.scope === "ctx" && recordKeys.has(key)) {
    report.add({ code: "context/reserved", params: { key }, span: first.span });
    return [];
  }
  if (target.scope === "payload" && nodeIds.has(key)) {
    report.add({ code: "context/node-result", params: { id: key }, span: first.span });
    return [];
  }
  return [{ part, target }];
}
