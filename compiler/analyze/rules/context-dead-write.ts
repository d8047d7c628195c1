import { findLiveness } from "../facts/liveness.js";
import { createPlaceIndex } from "../facts/place-index.js";
import { readsOf } from "../facts/places.js";
import { referenceText } from "../facts/reference-text.js";
import type { Rule, RuleContext } from "../rule.js";

/** A write that another one replaces on every path before anything reads it. */
export const contextDeadWrite: Rule = (context) => {
  const { ast, facts, scopes, activations, beside, report, nameOf } = context;
  const readersOf = createReaders(context);
  for (const { write, by } of findLiveness({ ast, facts, scopes, activations }).dead) {
    const target = ast.nodes[write.node]?.outputs[write.output]?.target;
    const replaced = ast.nodes[by.node]?.outputs[by.output]?.target;
    if (target === undefined || replaced === undefined || facts.reachable[write.node] !== true) continue;
    // What always comes behind the write has been looked at path by path.
    const isReadBeside = (reader: number): boolean => beside.mayRunBeside(write.node, reader);
    if (write.node !== by.node && readersOf(write.path).some(isReadBeside)) continue;
    const params = { text: referenceText("ctx", write.path), by: nameOf(by.node) };
    const related = [{ message: "overwritten here", span: replaced.span }];
    report.add({ code: "context/dead-write", params, span: target.span, related });
  }
};

/** The nodes that may read at a place below `$ctx`, above it or below it: those with context access everywhere. */
function createReaders({ ast }: RuleContext): (path: readonly (string | number)[]) => number[] {
  const everywhere = [...ast.nodes.keys()].filter((node) => ast.nodes[node]?.contextAccess === true);
  const reads = ast.nodes.flatMap((node, reader) => readsOf(node).map((read) => ({ ...read, reader })));
  const index = createPlaceIndex(reads);
  return (path) => {
    const found = index.meeting({ scope: "ctx", path }).flatMap((position) => reads[position]?.reader ?? []);
    return [...everywhere, ...found];
  };
}
