import type { Report } from "../diagnostics/report.js";
import type { FlowAst } from "../parse/flow-ast.js";
import { startedWithout } from "./facts/find-path.js";
import type { GraphFacts } from "./facts/graph-facts.js";
import { bodyOf } from "./facts/loop-scopes.js";
import type { LoopRoutes } from "./resolve-loops.js";

/** Maximum nesting of loops. Deeper nesting is a task for a program, and the types of loops repeat every level. */
const maxDepth = 50;

export interface LoopDepthInput {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  readonly loops: readonly LoopRoutes[];
  readonly report: Report;
}

/**
 * Reports the loops that exceed the maximum nesting, but not the loops inside them. Returns whether there are any. Takes
 * linear time: it looks at no body that is nested deeper.
 */
export function checkLoopDepth({ ast, facts, loops, report }: LoopDepthInput): boolean {
  let isTooDeep = false;
  if (loops.length === 0) return isTooDeep;
  const started = startedWithout(facts, new Set());
  const depths = new Map(loops.map(({ node }) => [node, 1]));
  const byNode = new Map(loops.map((loop) => [loop.node, loop]));
  // In this order, outer loops come first.
  for (const node of facts.order) {
    const loop = byNode.get(node);
    const depth = depths.get(node) ?? 0;
    if (loop === undefined || depth > maxDepth + 1) continue;
    const id = ast.nodes[node]?.id;
    if (depth === maxDepth + 1 && id !== undefined) {
      isTooDeep = true;
      report.add({ code: "loop/too-deep", params: { id: id.value, limit: maxDepth }, span: id.span });
    }
    const body = bodyOf(loop, facts);
    // A body that leads back to what comes before its loop contains loops that it is not around (`loop/leads-back`).
    if ([...body].some((member) => facts.dominators.dominates(member, node))) continue;
    for (const member of body) {
      const inner = depths.get(member);
      // A loop that nothing starts has no items: see `LoopScopes.started`.
      const isOutside = started.has(member) && !started.has(node);
      if (inner !== undefined && !isOutside) depths.set(member, inner + 1);
    }
  }
  return isTooDeep;
}
