import { type DeadWrite, findLiveness } from "../facts/liveness.js";
import { createPlaceIndex } from "../facts/place-index.js";
import { readsOf } from "../facts/places.js";
import { referenceText } from "../facts/reference-text.js";
import type { Rule, RuleContext } from "./rule-context.js";

/** A write that another one replaces on every path before anything reads it. */
export const contextDeadWrite: Rule = (context) => {
  const { ast, facts, scopes, activations, report, nameOf } = context;
  const readersOf = createReaders(context);
  for (const dead of findLiveness({ ast, facts, scopes, activations }).dead) {
    const { write, by } = dead;
    const target = ast.nodes[write.node]?.outputs[write.output]?.target;
    const replaced = ast.nodes[by.node]?.outputs[by.output]?.target;
    if (target === undefined || replaced === undefined || facts.reachable[write.node] !== true) continue;
    if (write.node !== by.node && canBeReadBeside(dead, readersOf(dead.write.path), context)) continue;
    const params = { text: referenceText("ctx", write.path), by: nameOf(by.node) };
    const related = [{ message: "overwritten here", span: replaced.span }];
    report.add({ code: "context/dead-write", params, span: target.span, related });
  }
};

/** Whether a node that no path puts before or behind the write can read it in between. */
function canBeReadBeside(
  { write, by }: DeadWrite,
  readers: readonly number[],
  { scopes, ordering, activations }: RuleContext,
): boolean {
  const starts = activations.startsOf(write.node);
  // What is written again may be written after the overwriting, and before the reading that follows.
  if (starts !== undefined && activations.isRepeatable(starts)) return true;
  return readers.some((reader) => {
    if (reader === write.node) return false;
    // Items take turns: one may write between the overwriting and the reading of another.
    if (scopes.loops.some(({ members }) => members.includes(write.node) && members.includes(reader))) return true;
    const count = activations.startsOf(reader);
    const isRepeated = count !== undefined && activations.isRepeatable(count);
    // What always comes behind the write has been looked at path by path.
    if (ordering.isAlwaysBefore(write.node, reader) || ordering.isAlwaysBefore(by.node, reader)) return false;
    return isRepeated || !ordering.isAlwaysBefore(reader, write.node);
  });
}

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
