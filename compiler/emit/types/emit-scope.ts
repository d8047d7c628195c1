import { pathKey } from "../../path-key.js";
import { recordKeys } from "../../record-keys.js";
import type { FlowPlan, NodePlan, ReadPlan, ReferencePlan } from "../../plan.js";
import type { ModuleNames } from "../names/module-names.js";
import { indexType, reference, type TypeNode } from "./type-node.js";

/** What the parts of the emitter share: the plan, what is looked up in it, and the module's names. */
export interface EmitScope {
  readonly plan: FlowPlan;
  readonly names: ModuleNames;
  readonly nodes: ReadonlyMap<string, NodePlan>;
  /** Ids of the nodes whose failure starts a node, by that node's id. */
  readonly gotoSources: ReadonlyMap<string, readonly string[]>;
  /** Reads that would make the type of a payload its own: `readKey` of node and reference. */
  readonly circular: ReadonlySet<string>;
  /** Places below `$ctx` (`pathKey`) above or below which another write is. */
  readonly entangled: ReadonlySet<string>;
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

/** What the plan says about a reference in a node; undefined for `$env`. */
export function readOf(node: NodePlan, { scope, path }: ReferencePlan): ReadPlan | undefined {
  if (scope === "env") return undefined;
  const key = pathKey(path.map(({ value }) => value));
  const found = node.reads.find((read) => read.scope === scope && pathKey(read.path) === key);
  return found ?? { scope, path: path.map(({ value }) => value), sources: [], afterOpenWrite: false };
}

/** Tells a read of a node from all others of the flow. */
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
