import type { CoveredPlan, Reader, ReferencePlan } from "../../plan.js";
import { startsWith, type EmitScope } from "./emit-scope.js";
import { reference, type TypeNode, undefinedType, unionType } from "./type-node.js";

/** What the plan says about a reference that ends a `??` chain whose operands are never all unset. */
export function coverOf(scope: EmitScope, reader: Reader, ref: ReferencePlan): CoveredPlan | undefined {
  // What a declared context promises is another matter.
  if (ref.scope === "ctx" && scope.plan.context !== undefined) return undefined;
  return scope.readOf(reader, ref)?.covered?.find((one) => one.reference === ref);
}

/**
 * The covers of references that are read together, by reference. One that other references meet, which are not covered, is
 * left out: all of them see the place with one type.
 */
export function coversOf(
  scope: EmitScope,
  reader: Reader,
  references: readonly ReferencePlan[],
): ReadonlyMap<ReferencePlan, CoveredPlan> {
  const found = new Map<ReferencePlan, CoveredPlan>();
  for (const ref of references) {
    const cover = coverOf(scope, reader, ref);
    if (cover !== undefined) found.set(ref, cover);
  }
  const others = found.size === 0 ? [] : references.filter((ref) => !found.has(ref));
  for (const ref of [...found.keys()]) if (others.some((other) => areMeeting(ref, other))) found.delete(ref);
  return found;
}

function areMeeting(one: ReferencePlan, other: ReferencePlan): boolean {
  const [path, others] = [one, other].map((ref) => ref.path.map(({ value }) => value));
  if (one.scope !== other.scope || path === undefined || others === undefined) return false;
  return startsWith(path, others) || startsWith(others, path);
}

/**
 * Undefined if an operand that is set may be null or undefined, so that the chain goes on to one that is not set; otherwise
 * `never`.
 *
 * @param before the types of the operands where they are set
 */
export function nothingAfter(before: readonly TypeNode[]): TypeNode {
  return reference("Extract", reference("Or", unionType(before), undefinedType), undefinedType);
}
