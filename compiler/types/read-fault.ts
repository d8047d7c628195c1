import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { Mapping } from "../emit/emitted-module.js";
import { conditionReferences, contextReferences } from "../emit/table/value-expression.js";
import type { ReferencePlan } from "../plan.js";
import { recordKeys } from "../record-keys.js";
import { scopeKeys } from "../scope-keys.js";
import { listSources } from "../source-set.js";
import { readPath } from "./read-path.js";
import type { ReadingPart } from "./reading-part.js";
import { symbolKey } from "./symbol-key.js";
import { printType } from "./print-type.js";
import { type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

/** Reports a key of a read that leads nowhere, at that key. */
export function readFaults(scope: WiringScope, node: ReadingPart, { mapping, at }: MappedFault): Findings {
  const { checker, flow } = scope;
  const path = readPath(scope, at);
  if (path === undefined) return [];
  const { root, keys, found } = path;
  const type = checker.getNonNullableType(found);
  const reference = flow.module.mappings.find(({ what, start, end }) => {
    return what === "read" && start <= mapping.start && mapping.end <= end;
  });
  const below = belowWrites(scope, node, { reference, depth: keys.length });
  if (below !== undefined) return [below];
  const start = reference?.span.start.offset ?? mapping.span.start.offset;
  const place = flow.text.slice(start, mapping.span.start.offset).replace(/(?:\.|\[["']?)$/u, "");
  const key = textAt(scope, mapping.span);
  const names = ownKeys(scope, type);
  // The type of the context has all records. Users know the keys that their nodes write.
  const isContext = found === root && !place.startsWith("$result");
  const given = isContext ? namesText(names) : printType(scope, type);
  const from = sourceOfPath(node, flow.text.slice(start, mapping.span.start.offset), keys);
  const params = { place, given, key, from, closest: closestNames(key, names) };
  return [{ code: "types/read", params, span: mapping.span }];
}

function namesText(names: readonly string[]): string {
  return names.length === 0 ? "{}" : `{ ${names.join("; ")} }`;
}

function ownKeys(scope: WiringScope, type: ts.Type): string[] {
  const { checker } = scope;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return ["length"];
  return checker
    .getPropertiesOfType(type)
    .filter((property) => !recordKeys.has(property.name) && symbolKey(scope, property) === undefined)
    .map(({ name }) => name);
}

/** Ids of the nodes that write where a read begins. */
function sourceOfPath(node: ReadingPart, text: string, keys: readonly string[]): string[] {
  if (text.startsWith("$result")) return [node.id];
  const scope =
    text.startsWith("$payload") || text.startsWith("payload") ? "payload" : /^\$?joins/u.test(text) ? "joins" : "ctx";
  const path = keys.slice(scopeKeys[scope].length);
  if (scope === "joins") return path[1] === undefined ? [] : [path[1]];
  const sources = [...node.reads, ...node.conditionReads]
    .filter((read) => read.scope === scope && path.every((key, index) => String(read.path[index]) === key))
    .flatMap((read) => listSources(read.sources))
    .filter((source) => source.path.length <= path.length && path.length > 0)
    .map((source) => source.node);
  return [...new Set(sources)];
}

/**
 * Reports a read of a place in the context that no node writes, if nodes write places next to it. The finding is at the
 * first key that no write has, not at a later one that the caller does not provide either.
 */
function belowWrites(
  { flow }: WiringScope,
  node: ReadingPart,
  { reference, depth }: { readonly reference: Mapping | undefined; readonly depth: number },
): AnyFinding | undefined {
  const ref = referencesOf(node).find(({ span }) => span.start.offset === reference?.span.start.offset);
  if (ref?.scope !== "ctx") return undefined;
  const path = ref.path.map(({ value }) => String(value));
  const writes = flow.plan.nodes.flatMap(({ id, outputs }) =>
    outputs.flatMap(({ target }) => {
      return target.scope === "ctx" ? [{ id, keys: target.path.map(({ value }) => String(value)) }] : [];
    }),
  );
  const besideAt = (length: number): typeof writes =>
    writes.filter(
      ({ keys }) => keys.length > length && path.slice(0, length).every((key, index) => keys[index] === key),
    );
  let length = depth;
  while (length < path.length && besideAt(length + 1).length > 0) length += 1;
  const key = ref.path[length];
  if (length === depth || key === undefined) return undefined;
  const beside = besideAt(length);
  const names = [...new Set(beside.map(({ keys }) => keys[length] ?? ""))];
  const params = {
    place: flow.text.slice(ref.span.start.offset, key.span.start.offset).replace(/(?:\.|\[["']?)$/u, ""),
    given: namesText(names),
    key: String(key.value),
    from: [...new Set(beside.map(({ id }) => id))],
    closest: closestNames(String(key.value), names),
  };
  return { code: "types/read", params, span: key.span };
}

function referencesOf(node: ReadingPart): ReferencePlan[] {
  const { callable } = node;
  return [
    ...(node.inputs === undefined ? [] : contextReferences(node.inputs)),
    ...(callable?.kind === "dynamic" ? contextReferences(callable.expression) : []),
    ...node.choices.flatMap(({ alternatives }) =>
      alternatives.flatMap(({ condition }) => (condition === undefined ? [] : conditionReferences(condition))),
    ),
  ];
}
