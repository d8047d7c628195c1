import type {
  EdgeAst,
  FlowAst,
  Located,
  LoopAst,
  NodeAst,
  PolicyAst,
  SourceGroupAst,
} from "../../../compiler/parse/flow-ast.js";
import type { Span } from "../../../compiler/diagnostics/span.js";
import type {
  ChoicePlan,
  CoalescePlan,
  ConditionPlan,
  KeyPlan,
  ReferencePlan,
  ValuePlan,
} from "../../../compiler/plan.js";
import { factOf, type LargeChoice, reasonOf, type WrittenEdge, writtenEdges } from "./conditions.js";
import type { Chain, ErrorRule, Inputs, LargeEdge, LargeFlow, LargeNode, Read } from "./flow.js";

/** Returns a new span that starts after all spans before it. */
type Place = () => Span;

/**
 * What parsing `toDocument(flow)` gives, without the detour over text, which takes as long as the analysis. A test compares the two. Its
 * spans only say which node they belong to.
 */
export function flowAstOf(flow: LargeFlow, callableOf: (node: LargeNode) => unknown): FlowAst {
  let offset = 0;
  const place: Place = () => {
    const position = { offset: offset++, line: 1, column: offset };
    return { file: "large.flow.yaml", start: position, end: position };
  };
  const [first] = flow.nodes;
  // In the order of the document: a finding belongs to the node before it.
  const entry = first && located(first.id, place);
  const concurrency = flow.concurrency > 1 ? located(flow.concurrency, place) : undefined;
  const policy = policyOf(flow.onError, undefined, place);
  const bare = flow.nodes.map((node) => nodeOf(node, callableOf, place));
  const edges = writtenEdges(flow).map((written) => edgeOf(written, place));
  const nodes = bare.map((node) => ({ ...node, choices: choicesOf(node.id.value, edges) }));
  return {
    kind: "flow",
    file: "large.flow.yaml",
    name: "large",
    description: undefined,
    entry,
    nodes,
    edges,
    input: undefined,
    context: undefined,
    policy,
    concurrency,
    maxSteps: undefined,
    output: undefined,
    span: place(),
  };
}

function edgeOf(written: WrittenEdge, place: Place): EdgeAst {
  if ("edge" in written) {
    const { edge } = written;
    const targets = [located(edge.to, place)];
    return { kind: "edge", source: groupsOf(edge, place), targets, choices: [], span: place() };
  }
  const { source, choice } = written;
  const targets = choice.alternatives.flat().map((id) => located(id, place));
  const choices = [choiceOf(choice, place)];
  return { kind: "edge", source: { kind: "node-name", value: source, span: place() }, targets, choices, span: place() };
}

function choiceOf(choice: LargeChoice, place: Place): ChoicePlan {
  return {
    alternatives: choice.alternatives.map((targets, at) => {
      const fact = factOf(choice, at);
      const path = fact === undefined ? [] : [keyOf(fact, place)];
      const condition: ConditionPlan = { kind: "result", path, span: place() };
      return {
        condition: fact === undefined ? undefined : condition,
        reason: reasonOf(choice, at),
        targets,
        span: place(),
      };
    }),
  };
}

function choicesOf(id: string, edges: readonly EdgeAst[]): readonly ChoicePlan[] {
  return edges.flatMap(({ source, choices }) => (source.kind === "node-name" && source.value === id ? choices : []));
}

function located<T>(value: T, place: Place): Located<T> {
  return { value, span: place() };
}

function nodeOf(node: LargeNode, callableOf: (node: LargeNode) => unknown, place: Place): NodeAst {
  const id = located(node.id, place);
  const isLoop = node.kind === "loop";
  const inputs: ValuePlan | undefined = isLoop ? itemsOf(place) : node.inputs && inputsOf(node.inputs, place);
  return {
    kind: "node",
    id,
    type: { kind: node.kind === "plain" ? "function" : node.kind, span: place() },
    name: undefined,
    describe: undefined,
    inputs,
    outputs: (isLoop ? [] : node.writes).map((key) => {
      return { part: undefined, target: { scope: "ctx", path: [keyOf(key, place)], span: place() } };
    }),
    callable: isLoop ? undefined : { kind: "given", value: callableOf(node), span: place() },
    contextAccess: node.secret !== undefined && !isLoop,
    loop: loopOf(node, place),
    config: undefined,
    result: undefined,
    policy: isLoop ? undefined : policyOf(node.onError, node.retries, place),
    undo: undefined,
    choices: [],
  };
}

function loopOf({ kind, body, done, collect }: LargeNode, place: Place): LoopAst {
  const route = (id: string | undefined): Located<string> | undefined =>
    kind === "loop" && id !== undefined ? located(id, place) : undefined;
  return {
    body: route(body),
    loop: undefined,
    done: route(done),
    collect: done === undefined ? undefined : route(collect),
    itemsKey: undefined,
    enumerate: false,
    concurrency: undefined,
    batch: undefined,
  };
}

function keyOf(value: string, place: Place): KeyPlan {
  return { value, span: place() };
}

/** The items of every loop: `{ items: [1, 2] }`, which is the list itself. */
function itemsOf(place: Place): ValuePlan {
  const item = (value: number): ValuePlan => ({ kind: "literal", value, span: place() });
  return { kind: "list", items: [item(1), item(2)], span: place() };
}

function inputsOf({ form, chains }: Inputs, place: Place): ValuePlan {
  const parts = chains.map((chain) => chainOf(chain, place));
  const span = place();
  if (form === "template") {
    const list = parts.flatMap((part, at) => [at === 0 ? "as text: " : ", ", part]);
    return { kind: "template", parts: list, span };
  }
  const [only] = parts;
  if (only !== undefined && (form === "value" || parts.length === 1)) return only;
  const entries = parts.map((value, at) => ({ key: keyOf(`k${at}`, place), value }));
  return { kind: "object", entries, span };
}

function chainOf({ operands, literal }: Chain, place: Place): ReferencePlan | CoalescePlan {
  const [first, ...others] = operands.map((read) => referenceOf(read, place));
  if (first === undefined) throw new Error("a chain has an operand");
  if (others.length === 0 && literal !== true) return first;
  const last = literal === true ? [{ kind: "literal" as const, value: "none", span: place() }] : [];
  return { kind: "coalesce", operands: [first, ...others, ...last], span: place() };
}

function referenceOf({ scope, path }: Read, place: Place): ReferencePlan {
  return { kind: "reference", scope, path: path.map((key) => keyOf(key, place)), span: place() };
}

function policyOf(rule: ErrorRule | undefined, retries: number | undefined, place: Place): PolicyAst | undefined {
  if (rule === undefined && retries === undefined) return undefined;
  const retry =
    retries === undefined
      ? undefined
      : { maxAttempts: retries, delay: undefined, mode: undefined, jitter: undefined, on: undefined };
  return {
    plan: { retry, timeout: undefined, onError: rule },
    goto: typeof rule === "object" ? located(rule.goto, place) : undefined,
  };
}

function groupsOf({ groups }: LargeEdge, place: Place): SourceGroupAst {
  return group(
    "all",
    groups.map((members) =>
      group(
        "any",
        members.map((value) => ({ kind: "node-name", value, span: place() })),
        place,
      ),
    ),
    place,
  );
}

function group(kind: "all" | "any", members: readonly SourceGroupAst[], place: Place): SourceGroupAst {
  const [only] = members;
  return only !== undefined && members.length === 1 ? only : { kind, members, span: place() };
}
