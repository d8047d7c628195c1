import type { ReadPlan } from "../../plan.js";
import type { ResultSets } from "./result-sets.js";
import type { SourceGroup, SourceGroups } from "./source-groups.js";
import type { TypeNode } from "./type-node.js";
import type { WidePlaces } from "./wide-places.js";

/** The types that a module names once, since many nodes read them. */
export interface NamedTypes {
  readonly sets: ResultSets;
  readonly wide: WidePlaces;
  readonly sources: SourceGroups;
  /**
   * The type of what the writes of a group leave in the context or the payloads. Equal writes give the same type node.
   */
  typeOf(read: ReadPlan, group: SourceGroup): TypeNode;
}
