import { referenceText } from "../facts/reference-text.js";
import type { LoopScope } from "../facts/loop-scopes.js";
import { checkSharedReads } from "../shared-reads.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports what the body of a loop with a `batch` cannot have (SPEC 15): a durable run gives it a copy of the context, and takes nothing
 * from it but the results of its items.
 */
export const durableBatchBody: Rule = (context) => {
  for (const scope of context.scopes.loops) {
    if (context.ast.nodes[scope.node]?.loop.batch === undefined) continue;
    for (const member of scope.members) checkMember(member, scope, context);
    checkGotos(scope, context);
    checkReads(scope, context);
  }
};

function checkMember(member: number, { node: loop }: LoopScope, context: RuleContext): void {
  const { ast, report, nameOf } = context;
  const node = ast.nodes[member];
  if (node === undefined) return;
  const params = { id: node.id.value, loop: nameOf(loop) };
  for (const { target } of node.outputs) {
    const path = target.path.map(({ value }) => value);
    const text = referenceText(target.scope, path);
    report.add({ code: "durable/batch-body", params: { ...params, fault: "writes", text }, span: target.span });
  }
  if (node.undo !== undefined) {
    report.add({ code: "durable/batch-body", params: { ...params, fault: "undo", text: "" }, span: node.undo.span });
  }
  if (!node.contextAccess) return;
  report.add({ code: "durable/batch-body", params: { ...params, fault: "access", text: "" }, span: node.id.span });
}

/** The flow's own `goto` is reported once, for the first node that takes it. */
function checkGotos({ node: loop, members }: LoopScope, { facts, report, nameOf }: RuleContext): void {
  const gotos = members.flatMap((member) => facts.graph.gotos[member] ?? []);
  const first = gotos.find(({ isFlows }) => isFlows);
  for (const goto of gotos) {
    if (members.includes(goto.to) || (goto.isFlows && goto !== first)) continue;
    const params = { id: nameOf(goto.from), loop: nameOf(loop), fault: "goto" as const, text: nameOf(goto.to) };
    report.add({ code: "durable/batch-body", params, span: goto.span });
  }
}

/** A write of the body is reported itself, so only its results and arrivals are left. */
function checkReads({ node: loop, members }: LoopScope, context: RuleContext): void {
  const { writeSites, report, nameOf } = context;
  checkSharedReads(context, ({ node, span, text, place }) => {
    if (!members.includes(node) || place.scope === "ctx") return;
    if (!writeSites(place).some((site) => members.includes(site.node))) return;
    const params = { id: nameOf(node), loop: nameOf(loop), fault: "reads" as const, text };
    report.add({ code: "durable/batch-body", params, span });
  });
}
