import { overlaps } from "../facts/places.js";
import { referenceText } from "../facts/reference-text.js";
import { referenceUses } from "../../reference-uses.js";
import type { LoopScope } from "../facts/loop-scopes.js";
import type { Rule, RuleContext } from "./rule-context.js";

/**
 * With a declared concurrency above 1 the items of a loop run side by side: what the body writes to a shared place may be
 * another item's when the body reads it (SPEC 10).
 */
export const loopSharedRead: Rule = (context) => {
  const { ast, scopes } = context;
  if ((ast.concurrency?.value ?? 1) <= 1) return;
  for (const [index, loop] of scopes.innermost.entries()) if (loop !== undefined) checkNode(index, loop, context);
};

function checkNode(index: number, loop: LoopScope, context: RuleContext): void {
  const { ast, report, nameOf } = context;
  const node = ast.nodes[index];
  for (const { reference } of node === undefined ? [] : referenceUses(node)) {
    const path = reference.path.map(({ value }) => value);
    const writer = loop.members.find((member) => writes(member, { scope: reference.scope, path }, context));
    if (writer === undefined || path.length === 0) continue;
    const params = { text: referenceText(reference.scope, path), writer: nameOf(writer), loop: nameOf(loop.node) };
    const related = [{ message: "each item writes it here", span: ast.nodes[writer]?.id.span ?? reference.span }];
    report.add({ code: "loop/shared-read", params, span: reference.span, related });
  }
}

interface Place {
  readonly scope: string;
  readonly path: readonly (string | number)[];
}

function writes(member: number, { scope, path }: Place, { ast }: RuleContext): boolean {
  const node = ast.nodes[member];
  if (node === undefined) return false;
  if (scope === "payload" && String(path[0]) === node.id.value) return true;
  return node.outputs.some(({ target }) => {
    return (
      target.scope === scope &&
      overlaps(
        target.path.map(({ value }) => value),
        path,
      )
    );
  });
}
