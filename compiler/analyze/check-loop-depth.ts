import type { Report } from "../diagnostics/report.js";
import type { FlowAst } from "../parse/flow-ast.js";
import type { LoopScope, LoopScopes } from "./facts/loop-scopes.js";

/** Maximum nesting of loops. Deeper nesting is a task for a program, and the types of loops repeat every level. */
const maxDepth = 50;

/** Reports the loops that exceed the maximum nesting, but not the loops inside them. Returns whether there are any. */
export function checkLoopDepth(ast: FlowAst, { loops, innermost }: LoopScopes, report: Report): boolean {
  let isTooDeep = false;
  const depths = new Map<LoopScope, number>();
  // A loop has more members than the loops inside it, so outer loops come first.
  for (const loop of [...loops].sort((one, other) => other.members.length - one.members.length)) {
    const around = innermost[loop.node];
    const depth = 1 + (around === undefined ? 0 : (depths.get(around) ?? 0));
    depths.set(loop, depth);
    const id = ast.nodes[loop.node]?.id;
    if (depth !== maxDepth + 1 || id === undefined) continue;
    isTooDeep = true;
    report.add({ code: "loop/too-deep", params: { id: id.value, limit: maxDepth }, span: id.span });
  }
  return isTooDeep;
}
