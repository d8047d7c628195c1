import { findLiveness } from "../facts/liveness.js";
import { createPlaceIndex } from "../facts/place-index.js";
import { readsOf } from "../facts/places.js";
import { referenceText } from "../facts/reference-text.js";
import type { Rule, RuleContext } from "../rule.js";

/** Reports a write that another one overwrites on every path before anything reads it. */
export const contextDeadWrite: Rule = (context) => {
  const { ast, facts, taken, scopes, activations, beside, report, nameOf } = context;
  const { dead } = findLiveness({ ast, facts, scopes, activations });
  if (dead.length === 0) return;
  const readersOf = createReaders(context);
  for (const { write, by } of dead) {
    const target = ast.nodes[write.node]?.outputs[write.output]?.target;
    const replaced = ast.nodes[by.node]?.outputs[by.output]?.target;
    if (target === undefined || replaced === undefined || taken.reachable[write.node] !== true) continue;
    // Nodes that always come after the write have already been checked path by path.
    const isReadBeside = (reader: number): boolean => beside.mayRunBeside(write.node, reader);
    if (write.node !== by.node && readersOf(write.path).some(isReadBeside)) continue;
    const params = { text: referenceText("ctx", write.path), by: nameOf(by.node) };
    const related = [{ message: "overwritten here", span: replaced.span }];
    report.add({ code: "context/dead-write", params, span: target.span, related });
  }
};

/**
 * Returns the nodes that may read a place below `$ctx`, above it or below it. Nodes with context access may read every
 * place.
 */
function createReaders({ ast }: RuleContext): (path: readonly (string | number)[]) => number[] {
  const everywhere = [...ast.nodes.keys()].filter((node) => ast.nodes[node]?.contextAccess === true);
  const reads = ast.nodes.flatMap((node, reader) => readsOf(node).map((read) => ({ ...read, reader })));
  const index = createPlaceIndex(reads);
  return (path) => {
    const found = index.meeting({ scope: "ctx", path }).flatMap((position) => reads[position]?.reader ?? []);
    return [...everywhere, ...found];
  };
}
