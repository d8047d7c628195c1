import type { Rule } from "../rule.js";

/** Reports a loop that lets more items run at once than the flow lets nodes (SPEC 15). */
export const loopLimitNoEffect: Rule = ({ ast, report }) => {
  const concurrency = ast.concurrency?.value ?? 1;
  for (const { id, type, loop } of ast.nodes) {
    const limit = type.kind === "loop" ? loop.concurrency : undefined;
    if (limit === undefined || limit.value <= concurrency) continue;
    const params = { id: id.value, limit: limit.value, concurrency };
    report.add({ code: "loop/limit-no-effect", params, span: limit.span });
  }
};
