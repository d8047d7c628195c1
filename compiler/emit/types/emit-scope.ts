import { recordKeys } from "../../record-keys.js";
import { hasSources } from "../../source-set.js";
import type { FlowPlan, ReadPlan } from "../../plan.js";
import type { ModuleNames } from "../names/module-names.js";
import type { NamedTypes } from "./named-types-shape.js";
import type { PlanIndex } from "./plan-index.js";
import type { Rings } from "./rings-shape.js";
import type { SureRun } from "./sure-run.js";
import { indexType, reference, type TypeNode } from "./type-node.js";

/** What all parts of the emitter share: the plan, lookups in it, and the names of the module. */
export interface EmitScope extends PlanIndex {
  readonly plan: FlowPlan;
  readonly names: ModuleNames;
  /** Reads that would make the type of a payload depend on itself, as `readKey`. */
  readonly circular: ReadonlySet<string>;
  /** Places below `$ctx` (as `pathKey`) for which there is another write above or below. */
  readonly entangled: ReadonlySet<string>;
  /** Whether the type of the flow's context says all that any node writes. */
  readonly isPlain: boolean;
  readonly named: NamedTypes;
  readonly rings: Rings;
  /** What certainly happens in a run. */
  readonly certain: SureRun;
  /** The type of what the caller provides, if it provides anything. */
  readonly start: TypeNode | undefined;
}

/** What the types of results are made of. */
export type ResultScope = Pick<EmitScope, "plan" | "names" | "nodes">;

/** A node's targets are named in the type of each of them. If there are more than this, they share one type instead. */
export const mostRepeated = 8;

/** `Payloads["id"]`: the type of what arrives at a node. */
export function payloadOf(id: string): TypeNode {
  return indexType(reference("Payloads"), id);
}

/** `Results["id"]`: the type of what a node returns. */
export function resultOf(id: string): TypeNode {
  return indexType(reference("Results"), id);
}

/** `Successors["id"]`: the targets of a node that has too many to name them all at each target. */
export function successorsOf(id: string): TypeNode {
  return indexType(reference("Successors"), id);
}

/** Identifies a read of a node among all reads of the flow. */
export function readKey(node: string, { scope, path }: ReadPlan): string {
  return JSON.stringify([node, scope, ...path.map(String)]);
}

/** Whether `path` equals `prefix` or leads below it. */
export function startsWith(path: readonly (string | number)[], prefix: readonly (string | number)[]): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => String(key) === String(path[index]));
}

/** Whether a read is for the run's own records (SPEC 8), which `FlowContext` types. */
export function isRecord({ scope, path }: ReadPlan): boolean {
  return scope === "ctx" && path.length > 0 && recordKeys.has(String(path[0]));
}

/**
 * Whether the caller must provide what a read finds: no node writes it, and the flow declares no type of the context.
 */
export function isAsked({ plan }: Pick<EmitScope, "plan">, read: ReadPlan): boolean {
  if (plan.context !== undefined || read.scope !== "ctx" || read.path.length === 0) return false;
  return !hasSources(read.sources) && !isRecord(read);
}
