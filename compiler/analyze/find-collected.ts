import { renameFix } from "../diagnostics/rename-fix.js";
import { closestNames } from "../diagnostics/closest-names.js";
import { yamlText } from "../diagnostics/yaml-text.js";
import type { Report } from "../diagnostics/report.js";
import type { FlowAst } from "../parse/flow-ast.js";
import type { FlowGraph } from "./facts/flow-graph.js";
import type { LoopScope, LoopScopes } from "./facts/loop-scopes.js";

export interface LoopRuleInput {
  readonly ast: FlowAst;
  readonly graph: FlowGraph;
  readonly scopes: LoopScopes;
  readonly report: Report;
}

/**
 * Returns what each loop with a `done_route` collects (SPEC 6): `collect`, or else the only node of the body without
 * successors, the bodies of inner loops aside. Reports a `done_route` inside the body, and a `collect` that is not
 * possible.
 */
export function findCollected(input: LoopRuleInput): Map<number, number> {
  const collected = new Map<number, number>();
  for (const loop of input.scopes.loops) {
    const node = collectedBy(loop, input);
    if (node !== undefined) collected.set(loop.node, node);
  }
  return collected;
}

function collectedBy(loop: LoopScope, { ast, graph, scopes, report }: LoopRuleInput): number | undefined {
  const node = ast.nodes[loop.node];
  if (node === undefined) return undefined;
  const id = node.id.value;
  const nameOf = (index: number): string => ast.nodes[index]?.id.value ?? "";
  const { done, collect } = node.loop;
  if (loop.done === undefined || done === undefined) {
    if (collect !== undefined) report.add({ code: "loop/collect-without-done", params: { id }, span: collect.span });
    return undefined;
  }
  if (loop.members.includes(loop.done)) {
    report.add({ code: "loop/done-in-body", params: { id, target: done.value }, span: done.span });
    return undefined;
  }
  if (collect !== undefined) {
    const found = loop.members.find((member) => nameOf(member) === collect.value);
    if (found !== undefined) return found;
    const members = loop.members.map(nameOf);
    const closest = closestNames(collect.value, members);
    const { value: target, span } = collect;
    report.add({
      code: "loop/collect-unknown",
      params: { id, target, members, closest },
      span,
      ...renameFix(target, closest, span),
    });
    return undefined;
  }
  // A node in an inner loop's body runs for each of that loop's items instead of once per item of this loop. A node
  // that a failure starts gives no result of an item.
  const ends = loop.members.filter((member) => {
    return loop.onEdges.has(member) && graph.edges[member]?.length === 0 && scopes.innermost[member] === loop;
  });
  const [only, ...more] = ends;
  if (only !== undefined && more.length === 0) return only;
  const trials = ends.map((member) => {
    const text = `collect: ${yamlText(nameOf(member))}`;
    return { help: `add \`${text}\` to \`${id}\``, edits: [{ kind: "add-entry" as const, span: done.span, text }] };
  });
  report.add({
    code: "loop/collect-needed",
    params: { id, ends: ends.map(nameOf) },
    span: node.id.span,
    advice: { trials: trials.slice(0, 3) },
  });
  return undefined;
}
