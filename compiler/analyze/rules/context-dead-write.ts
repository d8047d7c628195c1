import { type DeadWrite, findLiveness } from "../facts/liveness.js";
import { overlaps, readsOf } from "../facts/places.js";
import { referenceText } from "../facts/reference-text.js";
import type { Rule, RuleContext } from "./rule-context.js";

/** A write that another one replaces on every path before anything reads it. */
export const contextDeadWrite: Rule = (context) => {
  const { ast, facts, scopes, activations, report, nameOf } = context;
  for (const dead of findLiveness({ ast, facts, scopes, activations }).dead) {
    const { write, by } = dead;
    const target = ast.nodes[write.node]?.outputs[write.output]?.target;
    const replaced = ast.nodes[by.node]?.outputs[by.output]?.target;
    if (target === undefined || replaced === undefined || facts.reachable[write.node] !== true) continue;
    if (write.node !== by.node && canBeReadBeside(dead, context)) continue;
    const params = { text: referenceText("ctx", write.path), by: nameOf(by.node) };
    const related = [{ message: "overwritten here", span: replaced.span }];
    report.add({ code: "context/dead-write", params, span: target.span, related });
  }
};

/** Whether a node that no path puts before or behind the write can read it in between. */
function canBeReadBeside({ write, by }: DeadWrite, { ast, scopes, ordering, activations }: RuleContext): boolean {
  const starts = activations.startsOf(write.node);
  // What is written again may be written after the overwriting, and before the reading that follows.
  if (starts !== undefined && activations.isRepeatable(starts)) return true;
  return ast.nodes.some((node, reader) => {
    if (reader === write.node) return false;
    const isReader =
      node.contextAccess || readsOf(node).some(({ scope, path }) => scope === "ctx" && overlaps(path, write.path));
    if (!isReader) return false;
    // Items take turns: one may write between the overwriting and the reading of another.
    if (scopes.loops.some(({ members }) => members.includes(write.node) && members.includes(reader))) return true;
    const count = activations.startsOf(reader);
    const isRepeated = count !== undefined && activations.isRepeatable(count);
    // What always comes behind the write has been looked at path by path.
    if (ordering.isAlwaysBefore(write.node, reader) || ordering.isAlwaysBefore(by.node, reader)) return false;
    return isRepeated || !ordering.isAlwaysBefore(reader, write.node);
  });
}
