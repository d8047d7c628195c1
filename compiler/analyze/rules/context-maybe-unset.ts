import type { ReadPlan, ReferencePlan } from "../../plan.js";
import { findPath, startedWithout } from "../facts/find-path.js";
import { pathKey } from "../../path-key.js";
import { referenceText } from "../facts/reference-text.js";
import { referenceUses } from "../../reference-uses.js";
import { createWriteSites, type WriteSite } from "../facts/write-sites.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * A read of what nodes of the flow write, on some path before any of them has (SPEC 10). A `??` behind it is its cure, so
 * a read with one is fine; so is what a node with context access may have written, and a declared context is for `check`.
 */
export const contextMaybeUnset: Rule = (context) => {
  const { ast, facts, assignment } = context;
  const sitesOf = createWriteSites(ast, facts);
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
      if (read !== undefined) checkRead(index, { reference, read, sitesOf }, context);
    }
  }
};

function readKey(scope: string, path: readonly (string | number)[]): string {
  return `${scope} ${pathKey(path)}`;
}

interface Use {
  readonly reference: ReferencePlan;
  readonly read: ReadPlan;
  sitesOf(read: ReadPlan): readonly WriteSite[];
}

function checkRead(node: number, { reference, read, sitesOf }: Use, context: RuleContext): void {
  const { ast, report, nameOf } = context;
  if (read.scope === "joins") return;
  if (read.scope === "ctx" && (ast.context !== undefined || read.afterOpenWrite)) return;
  if (read.sources.some(({ always }) => always)) return;
  const sites = sitesOf(read);
  const [first] = sites;
  if (first === undefined) return;
  // What has not run at all before the reader is another finding.
  if (read.scope === "payload" && read.sources.length === 0) return;
  const writers = sites.map((site) => site.node);
  const { path, failed } = findUnset(node, { read, writers }, context);
  const params = {
    text: referenceText(read.scope, read.path),
    id: nameOf(node),
    path: path.map(nameOf),
    isBefore: leadsTo(node, writers, context),
    writer: nameOf(first.node),
    failed: failed === undefined ? undefined : nameOf(failed),
  };
  const related = sites.map(({ span }) => ({ message: "written here", span }));
  report.add({ code: "context/maybe-unset", params, span: reference.span, related });
}

interface Unset {
  /** On which nothing writes; none where something written above the place can take it away. */
  readonly path: readonly number[];
  /** A writer without whose failure the place would be set. */
  readonly failed: number | undefined;
}

function findUnset(
  node: number,
  { read, writers }: { readonly read: ReadPlan; readonly writers: readonly number[] },
  { facts, assignment }: RuleContext,
): Unset {
  const own = new Set(writers);
  const started = startedWithout(facts, own);
  if (started.has(node)) {
    const path = findPath(facts, node, { before: (at) => !started.has(at), after: (at) => own.has(at) });
    return { path: path ?? [], failed: undefined };
  }
  const holds = {
    before: (at: number) => assignment.isSetBefore(at, read),
    after: (at: number) => assignment.isSetAfter(at, read),
  };
  const path = findPath(facts, node, holds) ?? [];
  const failed = path.slice(0, -1).find((at) => own.has(at)) ?? writers.find((at) => !holds.after(at));
  return { path, failed };
}

/** Whether a path leads from one of the nodes to a node; from a loop's body to what the loop does at its end, too. */
function leadsTo(node: number, from: readonly number[], { facts, scopes }: RuleContext): boolean {
  const after = (writer: number): number[] => {
    const ends = scopes.loops.filter(({ members }) => members.includes(writer));
    return [...(facts.graph.successors[writer] ?? []), ...ends.flatMap(({ done }) => done ?? [])];
  };
  const seen = new Set<number>();
  const stack = from.flatMap(after);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    stack.push(...after(next));
  }
  return seen.has(node);
}
