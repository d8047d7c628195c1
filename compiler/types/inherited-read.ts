import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { payloadType } from "./arrivals.js";
import { nodeAt } from "./inexact-producer.js";
import { isInherited } from "./is-inherited.js";
import { readPath } from "./read-path.js";
import type { ReadingPart } from "./reading-part.js";
import { type Findings, textAt, type WiringScope } from "./wiring-scope.js";

/**
 * Warns of a key that is a getter or a method of a class, such as `size` of a Map: a path reads an object's own
 * properties alone (SPEC 3), but TypeScript's types do not tell them from inherited ones.
 */
export function inheritedReads(scope: WiringScope, { id }: Pick<ReadingPart, "id">): Findings {
  const { flow } = scope;
  const keys = flow.module.mappings.filter((mapping) => mapping.what === "read-key" && mapping.node === id);
  return keys.flatMap(({ start, span }): AnyFinding[] => {
    const key = textAt(scope, span);
    const at = nodeAt(scope, start);
    const found = readPath(scope, at)?.found;
    const name = scope.ts.isStringLiteralLike(at) ? at.text : key;
    const owner = found && ownerOf(scope, found, name);
    if (owner === undefined) return [];
    const read = flow.module.mappings.find(
      ({ what, start: from, end }) => what === "read" && from <= start && start < end,
    );
    const place = flow.text.slice((read?.span ?? span).start.offset, span.end.offset);
    return [{ code: "types/inherited-read", params: { place, key: name, of: owner }, span }];
  });
}

/** Reports an `items_key` that is a getter of what arrives at a loop. */
export function inheritedItems(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind !== "loop" || node.itemsKey === undefined) return [];
  const key = String(node.itemsKey);
  const payload = payloadType(scope, node.id);
  const owner = payload && ownerOf(scope, payload, key);
  if (owner === undefined) return [];
  const params = { place: key, key, of: owner };
  return [{ code: "types/inherited-read", params, span: node.itemsKeySpan ?? node.span }];
}

/** The class that all values of a type have a property from; undefined if one may have it itself. */
function ownerOf(scope: WiringScope, type: ts.Type, key: string): string | undefined {
  const shown = scope.checker.getNonNullableType(type);
  const members = shown.isUnion() ? shown.types : [shown];
  const owners = members.map((member) => {
    const property = scope.checker.getPropertyOfType(member, key);
    return property && isInherited(scope, member, property) ? nameOfOwner(property) : undefined;
  });
  return owners.includes(undefined) ? undefined : owners[0];
}

function nameOfOwner({ declarations }: ts.Symbol): string {
  const parent: (ts.Node & { readonly name?: { readonly text?: string } }) | undefined = declarations?.[0]?.parent;
  return parent?.name?.text ?? "of its value";
}
