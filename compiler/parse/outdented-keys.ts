import type { Advice } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import type { MappingEntry } from "../load/document.js";
import { isNull, keyText } from "./fields.js";
import { contextKeys, nodeKeys, policyKeys } from "./known-keys.js";

const keysOf: Readonly<Record<string, readonly string[]>> = { policy: policyKeys, context: contextKeys };

/**
 * Reports keys of a node that are indented one level too little, so that YAML takes them as nodes, such as a `policy:`
 * in the node's own column.
 *
 * @returns the entries that are nodes
 */
export function reportOutdented(entries: readonly MappingEntry[], report: Report): readonly MappingEntry[] {
  let owner: MappingEntry | undefined;
  return entries.filter((entry) => {
    if (owner?.value.kind !== "mapping" || !isNodeKey(entry) || isOfFlow(entry, owner)) {
      owner = entry;
      return true;
    }
    const key = keyText(entry.key);
    const params = { key, where: "`nodes`", known: [], closest: [], owner: keyText(owner.key) };
    report.add({ code: "flow/unknown-key", params, span: entry.key.span, advice: indented(entry, owner) });
    return false;
  });
}

/** Whether an entry is a node's key, judging by its name and its value: a node may well be called `policy`. */
function isNodeKey({ key, value }: MappingEntry): boolean {
  const name = keyText(key);
  if (!nodeKeys.some((known) => known === name)) return false;
  if (value.kind !== "mapping") return !isNull(value);
  const own = keysOf[name];
  return (
    own !== undefined && value.entries.length > 0 && value.entries.every((entry) => own.includes(keyText(entry.key)))
  );
}

/** Whether it is rather a key of the flow: only a LoopNode has a `concurrency` too. */
function isOfFlow({ key }: MappingEntry, { value }: MappingEntry): boolean {
  if (keyText(key) !== "concurrency" || value.kind !== "mapping") return false;
  const type = value.entries.find((entry) => keyText(entry.key) === "type")?.value;
  return type?.kind !== "scalar" || !String(type.value).endsWith("LoopNode");
}

function indented({ key, value }: MappingEntry, owner: MappingEntry): Advice {
  const [first] = owner.value.kind === "mapping" ? owner.value.entries : [];
  const by = (first?.key.span.start.column ?? 0) - key.span.start.column;
  if (by <= 0 || first?.key.span.start.line === owner.key.span.start.line) return { trials: [] };
  const title = `Indent \`${keyText(key)}\` below \`${keyText(owner.key)}\``;
  const span = { ...key.span, end: value.span.end };
  return { trials: [{ title, edits: [{ kind: "indent", span, by }] }] };
}
