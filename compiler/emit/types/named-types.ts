import { failureRule } from "../../certain-nodes.js";
import { pathKey } from "../../path-key.js";
import type { ReadPlan } from "../../plan.js";
import type { SourceWrite } from "../../source-set.js";
import type { ResultScope } from "./emit-scope.js";
import type { NamedTypes } from "./named-types-shape.js";
import { findResultSets } from "./result-sets.js";
import { createSourceGroups, type SourceGroup } from "./source-groups.js";
import { successType } from "./success-type.js";
import { literalType, reference, type TypeNode } from "./type-node.js";
import { findWidePlaces } from "./wide-places.js";

/** Finds the types that are named once. */
export function findNamedTypes(scope: ResultScope): NamedTypes {
  const { plan } = scope;
  const sources = createSourceGroups();
  const sets = findResultSets(plan, sources);
  const byGroup = new Map<SourceGroup, TypeNode>();
  const byWrite = new Map<string, TypeNode>();
  const typeOf = (read: ReadPlan, group: SourceGroup): TypeNode => {
    const known = byGroup.get(group);
    if (known !== undefined) return known;
    const { source, many } = group;
    const key = pathKey([read.scope, source.node, typeof source.part, source.part ?? "", ...source.path]);
    const alone = many === undefined ? byWrite.get(key) : undefined;
    const writer = many === undefined && !isResult(read, source) ? scope.nodes.get(source.node) : undefined;
    const mayFail = writer !== undefined && failureRule(plan, writer) === "continue";
    const result = mayFail ? successType(scope, writer) : sets.resultsOf(read.scope, group);
    const type = alone ?? writtenOf(result, source.part);
    if (many === undefined) byWrite.set(key, type);
    byGroup.set(group, type);
    return type;
  };
  return { sets, sources, typeOf, wide: findWidePlaces({ plan, sources, typeOf }) };
}

/** Whether a source is the result of a node in `$payload`, and not what its `outputs` write. */
function isResult({ scope }: ReadPlan, { node, part, path }: SourceWrite): boolean {
  return scope === "payload" && part === undefined && path.length === 1 && path[0] === node;
}

/** The type of what `outputs` writes: the whole result, or a part of it. */
export function writtenOf(result: TypeNode, part: string | number | undefined): TypeNode {
  return part === undefined ? result : reference("Written", result, literalType(part));
}
