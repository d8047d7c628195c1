import { compareCodePoints } from "../compare-code-points.js";
import type { FlowAst, NodeAst } from "../parse/flow-ast.js";
import type {
  CallablePlan,
  CyclePlan,
  FlowPlan,
  LoopPlan,
  NodePlan,
  OutputPlan,
  PolicyPlan,
  SuccessorPlan,
  TypeReferencePlan,
  UndoPlan,
} from "../plan.js";
import { certainNodes, failureRule } from "../certain-nodes.js";
import { lastNode } from "../last-node.js";
import type { Activations } from "./facts/activations.js";
import type { Assignment } from "./facts/assignment.js";
import type { ArrivalGroup } from "./facts/flow-graph.js";
import type { GraphFacts } from "./facts/graph-facts.js";
import type { LoopScope, LoopScopes } from "./facts/loop-scopes.js";

export interface PlanInput {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly assignment: Assignment;
  readonly activations: Activations;
  /** Indexed by node. Undefined for LoopNodes. */
  readonly callables: readonly (ResolvedCallable | undefined)[];
  /** The node that each loop collects, keyed by the loop's node. */
  readonly collected: ReadonlyMap<number, number>;
  readonly input: TypeReferencePlan | undefined;
  readonly context: TypeReferencePlan | undefined;
  /** The declared result of each node, indexed by node. */
  readonly results: readonly (TypeReferencePlan | undefined)[];
  /** What undoes each node, indexed by node. */
  readonly undos: readonly (UndoPlan | undefined)[];
}

export interface ResolvedCallable {
  readonly kind: "function" | "router";
  readonly callable: CallablePlan;
}

/** Combines the results of the analysis into the plan. */
export function createPlan(input: PlanInput): FlowPlan {
  const { ast, facts } = input;
  const nodes = ast.nodes.map((node, index) => createNode(node, index, input));
  const plan = {
    name: ast.name,
    file: ast.file,
    description: ast.description,
    entry: ast.entry?.value ?? "",
    input: input.input,
    context: input.context,
    policy: ast.policy?.plan,
    concurrency: ast.concurrency?.value,
    maxSteps: ast.maxSteps?.value,
    nodes,
    cycles: facts.cycles.map(({ header }): CyclePlan => {
      return {
        header: idOf(ast, header),
        members: facts.nesting.ownMembers(header).map((member) => idOf(ast, member)),
      };
    }),
    span: ast.span,
  };
  return { ...plan, output: outputOf(plan, input) };
}

/** What the flow states to give or, without that, what its only node without successors returns (SPEC 13). */
function outputOf(plan: Pick<FlowPlan, "entry" | "nodes" | "policy">, input: PlanInput): OutputPlan | undefined {
  const { ast, assignment } = input;
  if (ast.output === undefined) {
    const last = lastNode(plan);
    return "id" in last ? { kind: "result", node: last.id } : undefined;
  }
  const ids = certainNodes({ plan, nodes: new Map(plan.nodes.map((node) => [node.id, node])) }, plan.entry);
  const certain = [...ast.nodes.keys()].filter((node) => ids.has(idOf(ast, node)) || isStarted(node, plan, input));
  return { kind: "value", value: ast.output, reads: assignment.readsAtEnd(certain) };
}

/** Whether each run that ends well starts a node, whichever way it takes, and the node succeeds. */
function isStarted(node: number, plan: Pick<FlowPlan, "nodes" | "policy">, input: PlanInput): boolean {
  const { facts, scopes, activations } = input;
  const own = plan.nodes[node];
  const starts = activations.startsOf(node);
  if (own === undefined || starts === undefined || typeof failureRule(plan, own) === "object") return false;
  // Inside of a loop or a cycle, counts are those of one item or one pass.
  const isRepeated = scopes.innermost[node] !== undefined || facts.cycles.some(({ members }) => members.includes(node));
  return !isRepeated && activations.isCertain(starts);
}

function idOf(ast: FlowAst, node: number): string {
  return ast.nodes[node]?.id.value ?? "";
}

function createNode(node: NodeAst, index: number, input: PlanInput): NodePlan {
  const { ast, facts, scopes, assignment } = input;
  const loop = scopes.innermost[index];
  const common = {
    id: node.id.value,
    name: node.name,
    inputs: node.inputs,
    outputs: node.outputs,
    successors: successorsOf(index, input),
    choices: node.choices,
    arrival: arrivalOf(ast, facts.arrivals[index] ?? []),
    backParents: backParentsOf(index, input),
    loop: loop === undefined ? undefined : idOf(ast, loop.node),
    describe: node.describe,
    policy: withoutNothing(node.policy?.plan),
    reads: assignment.readsAt(index),
    conditionReads: assignment.readsAfter(index),
    span: node.id.span,
  };
  const own = scopes.byNode.get(index);
  if (own !== undefined) return { ...common, ...loopPlan(node, own, input) };
  const resolved = input.callables[index];
  if (resolved === undefined) throw new Error(`flowc: the node ${node.id.value} has neither a loop nor a callable`);
  const { kind, callable } = resolved;
  const { contextAccess } = node;
  if (kind === "router") return { ...common, callable, contextAccess, kind };
  return { ...common, callable, contextAccess, kind, result: input.results[index], undo: input.undos[index] };
}

type LoopPart = Pick<
  LoopPlan,
  "kind" | "body" | "done" | "collect" | "itemsKey" | "itemsKeySpan" | "enumerate" | "concurrency" | "batch" | "members"
>;

function loopPlan(node: NodeAst, scope: LoopScope, { ast, collected }: PlanInput): LoopPart {
  const collect = collected.get(scope.node);
  return {
    kind: "loop",
    body: idOf(ast, scope.body),
    done: scope.done === undefined ? undefined : idOf(ast, scope.done),
    collect: collect === undefined ? undefined : idOf(ast, collect),
    itemsKey: node.loop.itemsKey?.value,
    itemsKeySpan: node.loop.itemsKey?.span,
    enumerate: node.loop.enumerate,
    concurrency: node.loop.concurrency?.value,
    batch: node.loop.batch?.value,
    members: scope.members.map((member) => idOf(ast, member)),
  };
}

function withoutNothing(policy: PolicyPlan | undefined): PolicyPlan | undefined {
  if (policy === undefined) return undefined;
  const { retry, timeout, onError } = policy;
  return retry === undefined && timeout === undefined && onError === undefined ? undefined : policy;
}

function successorsOf(index: number, { ast, facts }: PlanInput): SuccessorPlan[] {
  return (facts.graph.edges[index] ?? []).map(({ to, span }) => ({
    id: idOf(ast, to),
    back: facts.isBack(index, to),
    span,
  }));
}

function backParentsOf(index: number, { ast, facts }: PlanInput): string[] {
  const parents = facts.backParents.get(index) ?? [];
  return parents.map((parent) => idOf(ast, parent));
}

/** Sorts groups and their members in code-point order, which is the order of keys in a join's payload. */
function arrivalOf(ast: FlowAst, groups: readonly ArrivalGroup[]): string[][] {
  const named = groups.map((group) => group.map(({ node }) => idOf(ast, node)).sort(compareCodePoints));
  return named.sort(([one = ""], [other = ""]) => compareCodePoints(one, other));
}
