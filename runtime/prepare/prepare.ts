import { type Call, type Edge, PreparedNode } from "../engine/state.js";
import { FlowError, type FlowPlace } from "../flow-error.js";
import type { Feature, FeatureName, FlowSpec, Stores } from "../flow-spec.js";
import type { NodeSpec, PolicySpec, Store } from "../node-spec.js";
import type { NodeOptions } from "../node.js";
import { placeOf, successorsOf } from "./describe.js";
import type { PreparedFlow } from "./prepared-flow.js";
import { takesMeta } from "./takes-meta.js";
import { kindOf } from "../kind-of.js";

/**
 * Prepares the table of a flow for the engine. Constructs the user's node classes; errors of their constructors are
 * thrown unchanged.
 *
 * @throws FlowError `define/not-callable`, `define/unknown-node`, `define/uses`
 */
export function prepare(spec: FlowSpec): PreparedFlow {
  // Features from another copy of the runtime would not recognize the nodes of this one.
  const features = (spec.uses ?? []).filter(({ copy }) => copy === PreparedNode);
  const nodes = spec.nodes.map((node, index) => preparedNode(spec, features, node, index));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nodeOf = (id: string): PreparedNode => {
    const node = byId.get(id);
    if (node === undefined) throw new FlowError("define/unknown-node", `\`${id}\` is no node of flow \`${spec.name}\``);
    return node;
  };
  const edge = (source: PreparedNode, to: string): Edge => ({
    source,
    target: nodeOf(to),
    arrive: undefined,
    gather: undefined,
  });
  for (const given of spec.nodes) {
    const node = nodeOf(given.id);
    const { onError } = node.policy;
    if (typeof onError === "object") node.goto = edge(node, onError.goto);
    node.edges = successorsOf(given).map((to) => edge(node, to));
    node.edgeTo = new Map(node.edges.map((found) => [found.target.id, found]));
  }
  for (const { call } of nodes) features.push(...((call as Bringing | undefined)?.features ?? []));
  for (const { equip } of features) equip?.({ spec, nodes, nodeOf });
  for (const node of nodes) {
    const { edges, loop, call } = node;
    if (edges.length > 0 && !edges.some(({ arrive }) => arrive)) node.fan = edges.map(({ target }) => target);
    if (edges.length === 1) node.only = node.fan?.[0];
    node.isSimple = loop === undefined && call !== undefined && !node.takesMeta && !node.isJoin;
  }
  return {
    name: spec.name,
    entry: nodeOf(spec.entry),
    size: nodes.length,
    concurrency: spec.concurrency ?? 1,
    maxSteps: spec.maxSteps,
    limits: undefined,
    isAsync: nodes.some(({ call }) => Object.prototype.toString.call(call) === "[object AsyncFunction]"),
    isWide: nodes.some(({ loop, edges }) => loop !== undefined || edges.length > 1),
    schedule: features.find(({ schedule }) => schedule)?.schedule,
    features,
  };
}

/** A callable that runs a flow, with the features that the flow around it must have too. */
export interface Bringing extends Call {
  readonly features?: readonly Feature[];
}

function preparedNode(spec: FlowSpec, features: readonly Feature[], node: NodeSpec, index: number): PreparedNode {
  const place = { nodeId: node.id, at: placeOf(spec, node) };
  const made = new PreparedNode(node, {
    index,
    place,
    policy: policyOf(spec, node),
    store: storeOf(spec, node.id, index),
  });
  if (node.kind !== "loop" && !("callable" in node)) {
    const call = "node" in node ? methodOf(node, place) : checked(node.call, "call", place);
    made.call = call;
    made.takesMeta = takesMeta(call);
  }
  const needs = (feature: FeatureName, isNeeded: boolean | undefined): void => {
    if (isNeeded && !features.some(({ name }) => name === feature)) {
      const what = `Node \`${node.id}\` needs \`${feature}\`: add it to \`uses\`, of the same copy of flowc`;
      throw new FlowError("define/uses", what, place);
    }
  };
  const { retry, timeout, onError } = made.policy;
  needs("loopSupport", node.kind === "loop");
  needs("routerSupport", node.kind === "router");
  needs("joinSupport", made.isJoin);
  needs("schemaSupport", "result" in node);
  needs("conditionSupport", node.choices !== undefined);
  needs(
    "cycleSupport",
    spec.cycles?.some(({ header }) => header === node.id),
  );
  needs("gotoSupport", typeof onError === "object");
  needs("policySupport", (retry ?? timeout) !== undefined);
  return made;
}

/**
 * Merges the node's policy over the flow's, key by key. If the target of the flow's own `goto` fails, the run stops.
 */
function policyOf(spec: FlowSpec, node: NodeSpec): PolicySpec {
  const policy = { ...spec.policy, ...node.policy };
  const { onError } = policy;
  const isOwnTarget = typeof onError === "object" && onError.goto === node.id && node.policy?.onError === undefined;
  return isOwnTarget ? { ...policy, onError: "stop" } : policy;
}

function storeOf({ stores = [] }: FlowSpec, id: string, index: number): Store {
  const given = isList(stores)
    ? (stores[index] as Store | undefined)
    : Object.hasOwn(stores, id)
      ? stores[id]
      : undefined;
  return given ?? ((records, value) => void (records[id] = value));
}

const isList: (stores: unknown) => stores is Exclude<FlowSpec["stores"], Stores | undefined> = Array.isArray;

/** Constructs the user's class, once, and returns its `run`, bound to the instance. */
function methodOf(node: Extract<NodeSpec, { node: unknown }>, place: FlowPlace): Call {
  checked(node.node, "node", place);
  const Class = node.node as new (options: NodeOptions) => InstanceType<typeof node.node>;
  const instance = new Class({ id: node.id, name: node.name ?? node.id, config: node.config ?? {} });
  return checked(instance.run, "run", place).bind(instance);
}

function checked(value: unknown, key: string, place: FlowPlace): Call {
  if (typeof value === "function") return value as Call;
  const found = value === undefined ? "undefined: is it exported where it is imported from?" : kindOf(value);
  const what = key === "run" ? "class has no method `run`" : `\`${key}\` must be a function, it is ${found}`;
  throw new FlowError("define/not-callable", `Node \`${place.nodeId}\`: its ${what}`, place);
}
