import type { ReadPlan, ReferencePlan } from "../../plan.js";
import { findPath } from "../facts/find-path.js";
import type { GraphFacts } from "../facts/graph-facts.js";
import { overlaps, pathKey } from "../facts/places.js";
import { referenceText, referenceUses } from "../facts/reference-uses.js";
import type { Rule, RuleContext } from "./rule-context.js";

/**
 * A read of what nodes of the flow write, on some path before any of them has (SPEC 10). A `??` behind it is its cure, so
 * a read with one is fine; so is what a node with context access may have written, and a declared context is for `check`.
 */
export const contextMaybeUnset: Rule = (context) => {
  const { ast, facts, assignment } = context;
  for (const [index, node] of ast.nodes.entries()) {
    if (facts.reachable[index] !== true) continue;
    const uses = referenceUses(node).filter(({ isGuarded, reference }) => !isGuarded && reference.path.length > 0);
    if (uses.length === 0) continue;
    const reads = new Map(assignment.readsAt(index).map((read) => [readKey(read.scope, read.path), read]));
    for (const { reference } of uses) {
      const read = reads.get(
        readKey(
          reference.scope,
          reference.path.map(({ value }) => value),
        ),
      );
      if (read !== undefined) checkRead(index, { reference, read }, context);
    }
  }
};

function readKey(scope: string, path: readonly (string | number)[]): string {
  return `${scope} ${pathKey(path)}`;
}

interface Use {
  readonly reference: ReferencePlan;
  readonly read: ReadPlan;
}

function checkRead(node: number, { reference, read }: Use, context: RuleContext): void {
  const { ast, facts, report, nameOf } = context;
  if (read.scope === "joins") return;
  if (read.scope === "ctx" && (ast.context !== undefined || read.afterOpenWrite)) return;
  const writers = writersOf(read, context);
  if (writers.length === 0 || read.sources.some(({ always }) => always)) return;
  const firstWriter = writers[0] ?? node;
  // What has not run at all before the reader is another finding.
  if (read.scope === "payload" && read.sources.length === 0) return;
  const path = findPath(facts, node, new Set(writers));
  const params = {
    text: referenceText(read.scope, read.path),
    id: nameOf(node),
    // Where no writer leads here an edge is what is missing, whatever path there is.
    path: leadsTo(node, writers, facts) ? (path ?? []).map(nameOf) : [],
    writer: nameOf(firstWriter),
  };
  const related = writers.flatMap((writer) => {
    const span = writeSpan(writer, read, context);
    return span === undefined ? [] : [{ message: "written here", span }];
  });
  report.add({ code: "context/maybe-unset", params, span: reference.span, related });
}

/** Whether a path leads from one of the nodes to a node. */
function leadsTo(node: number, from: readonly number[], { graph }: GraphFacts): boolean {
  const seen = new Set<number>();
  const stack = from.flatMap((writer) => graph.successors[writer] ?? []);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    stack.push(...(graph.successors[next] ?? []));
  }
  return seen.has(node);
}

/** The nodes that write at, above or below the path, wherever they stand in the flow. */
function writersOf({ scope, path }: ReadPlan, { ast }: RuleContext): number[] {
  return [...ast.nodes.entries()].flatMap(([index, node]) => {
    const isResult = scope === "payload" && String(path[0]) === node.id.value;
    const isWritten = node.outputs.some(({ target }) => {
      return (
        target.scope === scope &&
        overlaps(
          target.path.map(({ value }) => value),
          path,
        )
      );
    });
    return isResult || isWritten ? [index] : [];
  });
}

function writeSpan(writer: number, { scope, path }: ReadPlan, { ast }: RuleContext): ReferencePlan["span"] | undefined {
  const node = ast.nodes[writer];
  const write = node?.outputs.find(({ target }) => {
    return (
      target.scope === scope &&
      overlaps(
        target.path.map(({ value }) => value),
        path,
      )
    );
  });
  return write?.target.span ?? node?.id.span;
}
