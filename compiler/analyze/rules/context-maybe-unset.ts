import type { ReadPlan, ReferencePlan } from "../../plan.js";
import { findPath } from "../facts/find-path.js";
import { createPlaceIndex } from "../facts/place-index.js";
import { pathKey } from "../../path-key.js";
import { referenceText } from "../facts/reference-text.js";
import { referenceUses } from "../../reference-uses.js";
import type { Rule, RuleContext } from "./rule-context.js";

/**
 * A read of what nodes of the flow write, on some path before any of them has (SPEC 10). A `??` behind it is its cure, so
 * a read with one is fine; so is what a node with context access may have written, and a declared context is for `check`.
 */
export const contextMaybeUnset: Rule = (context) => {
  const { ast, facts, assignment } = context;
  const sitesOf = createSites(context);
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
  sitesOf(read: ReadPlan): WriteSite[];
}

function checkRead(node: number, { reference, read, sitesOf }: Use, context: RuleContext): void {
  const { ast, facts, report, nameOf } = context;
  if (read.scope === "joins") return;
  if (read.scope === "ctx" && (ast.context !== undefined || read.afterOpenWrite)) return;
  if (read.sources.some(({ always }) => always)) return;
  const sites = sitesOf(read);
  const [first] = sites;
  if (first === undefined) return;
  // What has not run at all before the reader is another finding.
  if (read.scope === "payload" && read.sources.length === 0) return;
  const writers = sites.map((site) => site.node);
  const path = findPath(facts, node, new Set(writers));
  const params = {
    text: referenceText(read.scope, read.path),
    id: nameOf(node),
    path: (path ?? []).map(nameOf),
    isBefore: leadsTo(node, writers, context),
    writer: nameOf(first.node),
  };
  const related = sites.map(({ span }) => ({ message: "written here", span }));
  report.add({ code: "context/maybe-unset", params, span: reference.span, related });
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

/** A place that a node writes; its result in `$payload` too. */
interface WriteSite {
  readonly node: number;
  readonly scope: string;
  readonly path: readonly (string | number)[];
  readonly span: ReferencePlan["span"];
}

/** The writes that meet a read, wherever they stand in the flow. */
function createSites({ ast }: RuleContext): (read: ReadPlan) => WriteSite[] {
  const sites = ast.nodes.flatMap(({ id, outputs }, node): WriteSite[] => [
    { node, scope: "payload", path: [id.value], span: id.span },
    ...outputs.map(({ target: { scope, path, span } }) => ({
      node,
      scope,
      path: path.map(({ value }) => value),
      span,
    })),
  ]);
  const index = createPlaceIndex(sites);
  return (read) => index.meeting(read).flatMap((position) => sites[position] ?? []);
}
