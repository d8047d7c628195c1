import { FlowError, type FlowPlace } from "../flow-error.js";
import type { FlowSpec } from "../flow-spec.js";
import type { NodeSpec, PolicySpec } from "../node-spec.js";
import { faultOfChoices } from "./check-choices.js";
import { checkFormat } from "./check-format.js";
import { checkCycles } from "./check-cycles.js";
import { placeOf, successorsOf } from "./describe.js";
import { innermostCycles, isWithin } from "./innermost-cycles.js";
import { kindOf } from "../kind-of.js";

/** Same as in the flow file. The runtime imports nothing, so it has its own list. */
const reservedNames: readonly string[] = ["__proto__", "constructor", "prototype"];

/**
 * Rejects a table that the engine could not run: unknown ids, callables that are not functions, joins that wait for
 * nodes without an edge to them, cycles with two entries, numbers out of range. Generated modules are correct by
 * construction and do not include this check: it is for tables written by a program or by hand.
 *
 * @throws FlowError `define/…`, which names the node
 */
export function checkFlow(spec: FlowSpec): void {
  checkFormat(spec);
  const nodes = new Map<string, NodeSpec>();
  for (const node of spec.nodes) {
    checkId(spec, node);
    if (nodes.has(node.id)) throw fault(spec, node, "duplicate-node", "there is a node of this id already");
    nodes.set(node.id, node);
  }
  if (!nodes.has(spec.entry)) {
    const what = `Flow \`${spec.name}\` starts with \`${spec.entry}\`, which is no node`;
    throw new FlowError("define/unknown-node", what);
  }
  const { output } = spec;
  if (typeof output === "string" && !nodes.has(output)) {
    throw new FlowError(
      "define/unknown-node",
      `The output of flow \`${spec.name}\` is of \`${output}\`, which is no node`,
    );
  }
  checkLimits(spec);
  const parents = parentsOf(spec);
  const innermost = innermostCycles(spec);
  for (const node of spec.nodes) {
    checkCallable(spec, node);
    checkUndo(spec, node);
    checkPolicy(spec, node, { ...spec.policy, ...node.policy });
    const faulty = faultOfChoices(node);
    if (faulty !== undefined) throw fault(spec, node, "choices", faulty);
    for (const id of namesIn(spec, node)) {
      if (!nodes.has(id)) throw fault(spec, node, "unknown-node", `it names \`${id}\`, which is no node`);
    }
    checkJoin(spec, node, {
      parents: parents.get(node.id) ?? new Set(),
      isBackEdge: (from) => isWithin(innermost.get(from), node.id),
    });
  }
  for (const id of (spec.cycles ?? []).flatMap((cycle) => [cycle.header, ...cycle.members])) {
    if (!nodes.has(id)) {
      throw new FlowError("define/unknown-node", `A cycle of flow \`${spec.name}\` names \`${id}\`, which is no node`);
    }
  }
  for (const id of Array.isArray(spec.stores) ? [] : Object.keys(spec.stores ?? {})) {
    if (!nodes.has(id)) {
      throw new FlowError(
        "define/unknown-node",
        `\`stores\` of flow \`${spec.name}\` names \`${id}\`, which is no node`,
      );
    }
  }
  checkCycles(spec);
}

function fault(spec: FlowSpec, node: NodeSpec, slug: string, what: string): FlowError {
  const place: FlowPlace = { nodeId: node.id, at: placeOf(spec, node) };
  return new FlowError(`define/${slug}`, `Node \`${String(node.id)}\` of flow \`${spec.name}\`: ${what}`, place);
}

function checkId(spec: FlowSpec, node: NodeSpec): void {
  const { id } = node;
  if (typeof id !== "string" || id === "")
    throw fault(spec, node, "node-id", "its id must be a text that is not empty");
  if (reservedNames.includes(id)) {
    throw fault(spec, node, "node-id", "this id is refused, since every object has a property of that name");
  }
}

function checkLimits(spec: FlowSpec): void {
  const limits = { concurrency: spec.concurrency, maxSteps: spec.maxSteps };
  for (const [key, value] of Object.entries(limits)) {
    if (value !== undefined && !isCount(value)) {
      throw new FlowError("define/limit", `\`${key}\` of flow \`${spec.name}\` must be a whole number from 1`);
    }
  }
}

/** Whether a value is a whole number of at least 1, or Infinity. */
function isCount(value: unknown): value is number {
  return value === Infinity || (Number.isInteger(value) && Number(value) >= 1);
}

function checkCallable(spec: FlowSpec, node: NodeSpec): void {
  if (node.kind === "loop") {
    if (typeof node.body !== "string") throw fault(spec, node, "loop", "it has no body");
    if (node.concurrency !== undefined && !isCount(node.concurrency)) {
      throw fault(spec, node, "limit", "its `concurrency` must be a whole number from 1");
    }
    // Generated modules always name it. Without it, a loop would have no limit.
    const isMissing = !(spec.uses ?? []).some(({ name }) => name === "limitSupport");
    if (node.concurrency !== undefined && isMissing)
      throw fault(spec, node, "uses", "it needs `limitSupport`: add it to `uses`");
    return;
  }
  const [key, value] =
    "node" in node
      ? ["node", node.node as unknown]
      : "callable" in node
        ? ["callable", node.callable as unknown]
        : ["call", node.call as unknown];
  if (typeof value === "function") return;
  const found = value === undefined ? "undefined: is it exported where it is imported from?" : kindOf(value);
  throw fault(
    spec,
    node,
    "not-callable",
    `its \`${key}\` must be a ${key === "node" ? "class" : "function"}, it is ${found}`,
  );
}

function checkUndo(spec: FlowSpec, node: NodeSpec): void {
  const undo: unknown = "undo" in node ? node.undo : undefined;
  if (undo === undefined) return;
  if (node.kind !== undefined && node.kind !== "function")
    throw fault(spec, node, "undo", "only a function node can have an `undo`");
  const { call } = undo as { readonly call: unknown };
  if (typeof call !== "function")
    throw fault(spec, node, "undo", `\`call\` of its \`undo\` must be a function, it is ${kindOf(call)}`);
  const isMissing = !(spec.uses ?? []).some(({ name }) => name === "undoSupport");
  if (isMissing) throw fault(spec, node, "uses", "it needs `undoSupport`: add it to `uses`");
}

function checkPolicy(spec: FlowSpec, node: NodeSpec, policy: PolicySpec): void {
  const { retry, timeout, onError } = policy;
  const refuse = (key: string, what: string): FlowError =>
    fault(spec, node, "policy", `\`${key}\` of its policy ${what}`);
  if (retry !== undefined) {
    if (!isCount(retry.maxAttempts)) throw refuse("maxAttempts", "must be a whole number from 1");
    if (!isDuration(retry.delay ?? 0)) throw refuse("delay", "must be milliseconds from 0");
    const jitter = retry.jitter ?? 0;
    if (!(jitter >= 0 && jitter <= 1)) throw refuse("jitter", "must lie between 0 and 1");
  }
  if (timeout !== undefined && !isDuration(timeout)) throw refuse("timeout", "must be milliseconds from 0");
  const isKnown = onError === undefined || onError === "stop" || onError === "continue" || typeof onError === "object";
  if (!isKnown) throw refuse("onError", "must be `stop`, `continue` or `{ goto: … }`");
}

function isDuration(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}

function* namesIn(spec: FlowSpec, node: NodeSpec): Generator<string> {
  yield* successorsOf(node);
  yield* (node.joins ?? []).flat();
  if (node.kind === "loop" && node.collect !== undefined) yield node.collect;
  const onError = node.policy?.onError ?? spec.policy?.onError;
  if (typeof onError === "object") yield onError.goto;
}

/** The parents of each node: the nodes that have an edge to it. */
function parentsOf(spec: FlowSpec): Map<string, Set<string>> {
  const parents = new Map<string, Set<string>>();
  for (const node of spec.nodes) {
    for (const to of successorsOf(node)) {
      const found = parents.get(to);
      if (found === undefined) parents.set(to, new Set([node.id]));
      else found.add(node.id);
    }
  }
  return parents;
}

interface Parents {
  readonly parents: ReadonlySet<string>;
  /** Whether an edge from this node leads to the header of a cycle that contains it. */
  isBackEdge(from: string): boolean;
}

function checkJoin(spec: FlowSpec, node: NodeSpec, { parents, isBackEdge }: Parents): void {
  const seen = new Set<string>();
  const { joins = [] } = node;
  for (const group of joins) {
    if (group.length === 0) throw fault(spec, node, "join", "a group of its `joins` is empty");
    for (const parent of group) {
      if (seen.has(parent)) throw fault(spec, node, "join", `\`${parent}\` is in its \`joins\` twice`);
      if (!parents.has(parent)) throw fault(spec, node, "join", `it waits for \`${parent}\`, which has no edge to it`);
      seen.add(parent);
    }
  }
  if (joins.length < 2) return;
  for (const parent of parents) {
    if (seen.has(parent) || isBackEdge(parent)) continue;
    throw fault(spec, node, "join", `it has \`joins\`, and \`${parent}\`, which leads to it, is in none of its groups`);
  }
}
