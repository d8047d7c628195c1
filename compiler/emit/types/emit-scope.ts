import { recordKeys } from "../../record-keys.js";
import type { FlowPlan, ReadPlan } from "../../plan.js";
import type { ModuleNames } from "../names/module-names.js";
import type { NamedTypes } from "./named-types.js";
import type { PlanIndex } from "./plan-index.js";
import { indexType, reference, type TypeNode } from "./type-node.js";

/** What the parts of the emitter share: the plan, what is looked up in it, and the module's names. */
export interface EmitScope extends PlanIndex {
  readonly plan: FlowPlan;
  readonly names: ModuleNames;
  /** Reads that would make the type of a payload its own: `readKey` of node and reference. */
  readonly circular: ReadonlySet<string>;
  /** Places below `$ctx` (`pathKey`) above or below which another write is. */
  readonly entangled: ReadonlySet<string>;
  readonly named: NamedTypes;
  /** Type of what the caller brings, where that is something. */
  readonly start: TypeNode | undefined;
}

/** `Payloads["id"]`: what arrives at a node. */
export function payloadOf(id: string): TypeNode {
  return indexType(reference("Payloads"), id);
}

/** `Results["id"]`: what a node returns. */
export function resultOf(id: string): TypeNode {
  return indexType(reference("Results"), id);
}

/** `Successors["id"]`: the targets of a node that has too many to name them all at each of them. */
export function successorsOf(id: string): TypeNode {
  return indexType(reference("Successors"), id);
}

/** Identifies one read of a node among all reads of the flow. */
export function readKey(node: string, { scope, path }: ReadPlan): string {
  return JSON.stringify([node, scope, ...path.map(String)]);
}

/** Whether `path` is `prefix` or leads below it. */
export function startsWith(path: readonly (string | number)[], prefix: readonly (string | number)[]): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => String(key) === String(path[index]));
}

/** Whether a read is of the run's own records (SPEC 8), which are typed by `FlowContext`. */
export function isRecord({ scope, path }: ReadPlan): boolean {
  return scope === "ctx" && path.length > 0 && recordKeys.has(String(path[0]));
}

/** Whether the caller is asked for what a read finds: nothing writes there, and no type of the context is declared. */
export function isAsked({ plan }: Pick<EmitScope, "plan">, read: ReadPlan): boolean {
  if (plan.context !== undefined || read.scope !== "ctx" || read.path.length === 0) return false;
  return read.sources.length === 0 && !isRecord(read);
}
