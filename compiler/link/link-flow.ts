import type {
  CallablePlan,
  ChoicePlan,
  FlowPlan,
  LoopPlan,
  NodePlan,
  NodePlanKey,
  OutputPlan,
  PolicyPlan,
  TypeReferencePlan,
  UndoPlan,
} from "../plan.js";
import {
  childFlow,
  type ChoiceSpec,
  type ClassNodeSpec,
  type CycleSpec,
  type DynamicNodeSpec,
  type FlowSpec,
  type FunctionNodeSpec,
  type LoopNodeSpec,
  type NodeSpec,
  everyFeature,
  FlowError,
  type PolicySpec,
  read,
  type Schema,
  type UndoSpec,
} from "../../runtime/index.js";
import { dataObject } from "../data-value.js";
import { tableFormat } from "../table-format.js";
import { conditionEvaluator } from "./condition-evaluator.js";
import { evaluator } from "./evaluator.js";
import { writer } from "./writer.js";

/** Returns the function, class or schema that the plan names; undefined if there is none. */
export type FindCallable = (named: Exclude<CallablePlan, { readonly kind: "dynamic" }> | TypeReferencePlan) => unknown;

/** A table over the keys of a plan `P`: each key gives its part of a spec `S`. */
type Parts<P, S, Key extends PropertyKey = keyof P> = {
  readonly [K in Key]: (plan: P, find: FindCallable) => Partial<S>;
};

const nothing = (): Record<never, never> => ({});

const flowParts: Parts<FlowPlan, FlowSpec, Exclude<keyof FlowPlan, RequiredKey>> = {
  description: ({ description }) => (description === undefined ? {} : { description }),
  cycles: ({ cycles }) => (cycles.length === 0 ? {} : { cycles: cycles satisfies readonly CycleSpec[] }),
  policy: ({ policy }) => (policy === undefined ? {} : { policy: linkPolicy(policy) }),
  concurrency: ({ concurrency }) => (concurrency === undefined ? {} : { concurrency }),
  maxSteps: ({ maxSteps }) => (maxSteps === undefined ? {} : { maxSteps }),
  output: ({ output }) => (output === undefined ? {} : { output: linkOutput(output) }),
  // Both schemas are one entry.
  input: (plan, find) => linkSchemas(plan, find),
  context: nothing,
  // Not part of the table.
  span: nothing,
};
type RequiredKey = "name" | "file" | "entry" | "nodes";

/** Turns a plan into the table that `defineFlow` runs: what a generated module states, in memory. */
export function linkFlow(plan: FlowPlan, find: FindCallable): FlowSpec {
  const { name, file, entry, nodes } = plan;
  return {
    format: tableFormat(plan),
    name,
    source: file,
    entry,
    nodes: nodes.map((node) => linkNode(node, find)),
    ...merged(flowParts, plan, find),
    uses: everyFeature,
  };
}

/** Everything that the entry of a node may have, regardless of its kind. */
type AnyNodeSpec = Omit<FunctionNodeSpec & DynamicNodeSpec & ClassNodeSpec, "kind"> &
  Omit<LoopNodeSpec, "kind"> & { readonly kind?: NodeSpec["kind"] };

const nodeParts: Parts<NodePlan, AnyNodeSpec, NodePlanKey> = {
  id: ({ id }) => ({ id }),
  kind: ({ kind }) => (kind === "function" ? {} : { kind }),
  body: (node) => (node.kind === "loop" ? { body: node.body } : {}),
  name: ({ name }) => (name === undefined ? {} : { name }),
  span: ({ span }) => ({ at: `${span.start.line}:${span.start.column}` }),
  describe: ({ describe }) => (describe === undefined ? {} : { describe }),
  inputs: ({ inputs }) => (inputs === undefined ? {} : { inputs: evaluator(inputs) }),
  outputs: ({ outputs }) => (outputs.length === 0 ? {} : { writes: writer(outputs) }),
  successors: ({ successors }) => (successors.length === 0 ? {} : { next: successors.map(({ id }) => id) }),
  choices: ({ choices }) => (choices.length === 0 ? {} : { choices: choices.map(linkChoice) }),
  arrival: ({ arrival }) => (arrival.length < 2 ? {} : { joins: arrival }),
  policy: ({ policy }) => (policy === undefined ? {} : { policy: linkPolicy(policy) }),
  contextAccess: (node) => (node.kind !== "loop" && node.contextAccess ? { context: true } : {}),
  callable: (node, find) => (node.kind === "loop" ? {} : linkCalled(node, find)),
  done: (node) => (node.kind === "loop" && node.done !== undefined ? { done: node.done } : {}),
  collect: (node) => (node.kind === "loop" && node.collect !== undefined ? { collect: node.collect } : {}),
  itemsKey: (node) => (node.kind === "loop" ? linkItems(node) : {}),
  result: (node, find) =>
    node.kind === "function" && node.result?.kind === "schema" ? { result: find(node.result) as Schema } : {},
  undo: (node, find) =>
    node.kind === "function" && node.undo !== undefined ? { undo: linkUndo(node.undo, find) } : {},
  enumerate: (node) => (node.kind === "loop" && node.enumerate ? { enumerate: true } : {}),
  concurrency: (node) =>
    node.kind === "loop" && node.concurrency !== undefined ? { concurrency: node.concurrency } : {},
  // Not part of the table.
  backParents: nothing,
  loop: nothing,
  reads: nothing,
  conditionReads: nothing,
  members: nothing,
  batch: nothing,
  itemsKeySpan: nothing,
};

/** A callable that is not a function is left to `defineFlow`, which rejects it and names the node. */
function linkNode(node: NodePlan, find: FindCallable): NodeSpec {
  return merged(nodeParts, node, find) as NodeSpec;
}

/** Merges the parts that a table gives for a plan into one object. */
function merged<P, S>(parts: Parts<P, S, never>, plan: P, find: FindCallable): Partial<S> {
  const all: readonly ((plan: P, find: FindCallable) => Partial<S>)[] = Object.values(parts);
  return Object.assign({}, ...all.map((part) => part(plan, find))) as Partial<S>;
}

/** What is wrong with a flow that a module exports names the node that runs it. */
function linkCalled({ id, span, callable }: Exclude<NodePlan, LoopPlan>, find: FindCallable): Partial<AnyNodeSpec> {
  try {
    return linkCallable(callable, find);
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    const at = `${span.file}:${span.start.line}:${span.start.column}`;
    const message = error.message.replace(/^A node's `flow`/u, `Node \`${id}\`: its \`flow\``);
    throw new FlowError(error.code, message, { nodeId: id, at });
  }
}

function linkCallable(callable: CallablePlan, find: FindCallable): Partial<AnyNodeSpec> {
  if (callable.kind === "dynamic") return { callable: evaluator(callable.expression) };
  const found = find(callable);
  if (callable.kind === "flow") return { call: childFlow(found as Parameters<typeof childFlow>[0]) };
  if (!callable.isClass) return { call: found as () => unknown };
  const config = callable.config === undefined ? {} : { config: dataObject(callable.config.value) };
  return { node: found as new () => { readonly run: () => unknown }, ...config };
}

function linkUndo({ callable, failed }: UndoPlan, find: FindCallable): UndoSpec {
  return { call: find(callable) as () => unknown, ...(failed && { failed }) };
}

function linkOutput(output: OutputPlan): NonNullable<FlowSpec["output"]> {
  return output.kind === "result" ? output.node : evaluator(output.value);
}

function linkSchemas({ input, context }: FlowPlan, find: FindCallable): Partial<FlowSpec> {
  const schemas = {
    ...(input?.kind === "schema" && { input: find(input) as Schema }),
    ...(context?.kind === "schema" && { context: find(context) as Schema }),
  };
  return Object.keys(schemas).length === 0 ? {} : { schemas };
}

function linkChoice({ alternatives }: ChoicePlan): ChoiceSpec {
  return alternatives.map(({ condition, reason, targets }) => ({
    to: targets,
    reason,
    ...(condition !== undefined && { when: conditionEvaluator(condition) }),
  }));
}

function linkItems({ itemsKey }: LoopPlan): Partial<AnyNodeSpec> {
  return itemsKey === undefined ? {} : { items: (payload: unknown) => read(payload, itemsKey) };
}

function linkPolicy({ retry, timeout, onError }: PolicyPlan): PolicySpec {
  return {
    ...(retry !== undefined && {
      retry: {
        maxAttempts: retry.maxAttempts,
        ...(retry.delay !== undefined && { delay: retry.delay }),
        ...(retry.mode !== undefined && { mode: retry.mode }),
        ...(retry.jitter !== undefined && { jitter: retry.jitter }),
        ...(retry.on !== undefined && { on: retry.on }),
      },
    }),
    ...(timeout !== undefined && { timeout }),
    ...(onError !== undefined && { onError }),
  };
}
