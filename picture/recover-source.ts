import { compareCodePoints } from "../compiler/compare-code-points.js";
import type { FlowFacts } from "../compiler/analyze/analyze.js";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { FlowAst, NodeAst } from "../compiler/parse/flow-ast.js";
import type { SuccessorPlan } from "../compiler/plan.js";
import type { BrokenFlow, PictureSource, SourceNode } from "./picture-source.js";

/** What a flow with errors shows: its nodes, and the edges between those that exist. */
export function recoverSource(ast: FlowAst, facts: FlowFacts, diagnostics: readonly Diagnostic[] = []): PictureSource {
  const { name, file, description, entry, policy, concurrency, maxSteps } = ast;
  return {
    name,
    file,
    description,
    entry: entry?.value,
    input: undefined,
    policy: policy?.plan,
    concurrency: concurrency?.value,
    maxSteps: maxSteps?.value,
    nodes: ast.nodes.map((node, index) => recoverNode(node, index, { ast, facts, diagnostics })),
  };
}

interface Recovery {
  readonly ast: FlowAst;
  readonly facts: FlowFacts;
  readonly diagnostics: readonly Diagnostic[];
}

function recoverNode(node: NodeAst, index: number, recovery: Recovery): SourceNode {
  const { ast, facts, diagnostics } = recovery;
  const idOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : ast.nodes[at]?.id.value);
  const common = {
    id: node.id.value,
    name: node.name,
    describe: node.describe,
    policy: node.policy?.plan,
    span: node.id.span,
    successors: successorsOf(index, recovery),
    choices: node.choices,
    arrival: arrivalOf(index, recovery),
    loop: idOf(facts.scopes?.innermost[index]?.node),
  };
  if (node.type.kind === "loop") {
    const scope = facts.scopes?.byNode.get(index);
    const { itemsKey, enumerate, collect, concurrency } = node.loop;
    const route = { body: idOf(scope?.body), done: idOf(scope?.done), collect: collect?.value };
    return { kind: "loop", ...common, ...route, itemsKey: itemsKey?.value, enumerate, concurrency: concurrency?.value };
  }
  const resolved = facts.callables[index];
  const declared = node.type.kind === "router" ? "router" : "function";
  const broken = brokenFlowOf(node, diagnostics);
  return {
    ...common,
    kind: resolved?.kind ?? declared,
    callable: resolved?.callable,
    undo: node.undo,
    ...(broken !== undefined && { brokenFlow: broken }),
  };
}

/** A finding about the flow that a node names is at its reference. */
function brokenFlowOf({ callable }: NodeAst, diagnostics: readonly Diagnostic[]): BrokenFlow | undefined {
  if (callable?.kind !== "flow") return undefined;
  const { text, span } = callable.reference;
  const finding = diagnostics.find(
    (one) =>
      one.severity === "error" && one.span.start.offset >= span.start.offset && one.span.end.offset <= span.end.offset,
  );
  return finding && { reference: text, finding };
}

function successorsOf(index: number, { ast, facts }: Recovery): SuccessorPlan[] {
  return (facts.edges.edges[index] ?? []).map(({ to, span }) => {
    return { id: ast.nodes[to]?.id.value ?? "", back: facts.graphFacts?.isBack(index, to) ?? false, span };
  });
}

/** As in a plan: without what leads back, in code-point order. */
function arrivalOf(index: number, { ast, facts }: Recovery): string[][] {
  const groups = (facts.edges.arrivals[index] ?? []).map((group) =>
    group
      .filter(({ node }) => facts.graphFacts?.isBack(node, index) !== true)
      .map(({ node }) => ast.nodes[node]?.id.value ?? "")
      .sort(compareCodePoints),
  );
  const arriving = groups.filter((group) => group.length > 0);
  return arriving.sort(([one = ""], [other = ""]) => compareCodePoints(one, other));
}
