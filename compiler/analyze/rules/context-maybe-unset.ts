import { addToList } from "../../add-to-list.js";
import type { Related } from "../../diagnostics/diagnostic.js";
import type { ReadPlan, ReferencePlan } from "../../plan.js";
import type { FlowAst } from "../../parse/flow-ast.js";
import { pathKey } from "../../path-key.js";
import { hasSources, isAlwaysSet } from "../../source-set.js";
import { referenceText } from "../facts/reference-text.js";
import { type ReferenceUse, referenceUses } from "../../reference-uses.js";
import { findReached } from "../facts/find-reached.js";
import { createPathFinder, type HoldsAt } from "../facts/find-path.js";
import { createUnsetFinder, type Unset } from "../facts/unset-path.js";
import type { WriteSite } from "../facts/write-sites.js";
import type { LoopScopes } from "../facts/loop-scopes.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports a read of a place that nodes of the flow write, if on some path none of them has run before (SPEC 10). A read
 * followed by `??` is fine, since that is the cure. So is a place that a node with context access may have written. A
 * declared context is left to `check`.
 */
export const contextMaybeUnset: Rule = (context) => {
  const { ast, taken, assignment } = context;
  const placeOf = createPlaces(context);
  for (const [index, node] of ast.nodes.entries()) {
    if (taken.reachable[index] !== true) continue;
    const uses = referenceUses(node).filter(({ isGuarded, reference }) => !isGuarded && reference.path.length > 0);
    if (uses.length === 0) continue;
    const byKey = (reads: readonly ReadPlan[]): Map<string, ReadPlan> =>
      new Map(reads.map((read) => [readKey(read.scope, read.path), read]));
    const before = byKey(assignment.readsAt(index));
    const after = byKey(assignment.readsAfter(index));
    for (const use of uses) {
      const { reference, isAfter } = use;
      const read = (isAfter ? after : before).get(
        readKey(
          reference.scope,
          reference.path.map(({ value }) => value),
        ),
      );
      if (read === undefined || read.covered?.some((of) => of.reference === reference) === true) continue;
      checkRead(index, { reference, read, placeOf, chain: chainOf(index, use, context) }, context);
    }
  }
};

function readKey(scope: string, path: readonly (string | number)[]): string {
  return `${scope} ${pathKey(path)}`;
}

/** Whether no write that a read may find is certain. A place that only the caller sets is never said to be unset. */
export function mayFindNothing({ scope, sources, afterOpenWrite }: ReadPlan, { context }: FlowAst): boolean {
  if (scope === "joins" || (scope === "ctx" && (context !== undefined || afterOpenWrite))) return false;
  return !isAlwaysSet(sources);
}

/** A `??` chain: whether any of its operands is set, and who writes them. */
interface Chain extends HoldsAt {
  readonly writers: ReadonlySet<number>;
}

function chainOf(node: number, use: ReferenceUse, { assignment, writeSites }: RuleContext): Chain | undefined {
  const chain = assignment.chainOf(node, use);
  if (chain === undefined) return undefined;
  const writers = [...use.before, use.reference].flatMap(({ scope, path }) =>
    writeSites({ scope, path: path.map(({ value }) => value) }).map((site) => site.node),
  );
  return { before: chain.isSetBefore, after: chain.isSetAfter, writers: new Set(writers) };
}

interface Use {
  readonly reference: ReferencePlan;
  readonly read: ReadPlan;
  /** The `??` chain that it ends. */
  readonly chain: Chain | undefined;
  placeOf(read: ReadPlan): Place;
}

function checkRead(node: number, { reference, read, chain, placeOf }: Use, context: RuleContext): void {
  const { ast, report, nameOf } = context;
  if (!mayFindNothing(read, ast)) return;
  const place = placeOf(read);
  const [first] = place.sites;
  if (first === undefined) return;
  // If nothing writes it before the reader, that is another finding.
  if (read.scope === "payload" && !hasSources(read.sources)) return;
  const { path, failed } = place.findUnset(node, chain);
  const params = {
    text: referenceText(read.scope, read.path),
    id: nameOf(node),
    path: path.map(nameOf),
    isBefore: place.leadsTo(node),
    writer: nameOf(first.node),
    failed: failed === undefined ? undefined : nameOf(failed),
  };
  report.add({ code: "context/maybe-unset", params, span: reference.span, related: place.related });
}

/** Facts about a place that are the same for all its readers, computed once. */
interface Place {
  readonly sites: readonly WriteSite[];
  readonly related: readonly Related[];
  /** How the place can be unset at a node; where the chain that it ends is known, how all of the chain can. */
  findUnset(node: number, chain: Chain | undefined): Unset;
  /** Whether a path leads from a writer to a node. */
  leadsTo(node: number): boolean;
}

function createPlaces(context: RuleContext): (read: ReadPlan) => Place {
  const known = new Map<string, Place>();
  return (read) => {
    const key = readKey(read.scope, read.path);
    const place = known.get(key) ?? createPlace(read, context.writeSites(read), context);
    known.set(key, place);
    return place;
  };
}

function createPlace(read: ReadPlan, sites: readonly WriteSite[], context: RuleContext): Place {
  const writers = sites.map(({ node }) => node);
  const findUnset = createUnsetFinder(read, { writers, ...context });
  let behind: readonly boolean[] | undefined;
  return {
    sites,
    related: relatedTo(sites),
    findUnset: (node, chain) => {
      if (chain === undefined) return findUnset(node);
      const path = createPathFinder(context.facts, chain)(node) ?? [];
      return { path, failed: path.slice(0, -1).find((at) => chain.writers.has(at)) };
    },
    leadsTo: (node) => (behind ??= findBehind(writers, context))[node] === true,
  };
}

/** Writes that a finding shows; it says how many there are besides. */
const mostShown = 8;

function relatedTo(sites: readonly WriteSite[]): Related[] {
  const more = sites.length - mostShown;
  return sites.slice(0, mostShown).map(({ span }, index) => {
    const isCut = more > 0 && index === mostShown - 1;
    return {
      message: isCut ? `written here, and in ${more} more ${more === 1 ? "place" : "places"}` : "written here",
      span,
    };
  });
}

/** Whether each node comes after others. What a loop does at its end comes after the nodes of its body, too. */
function findBehind(from: readonly number[], { facts, scopes }: RuleContext): readonly boolean[] {
  const ends = endsOfLoops(scopes);
  const after = (node: number): readonly number[] => [
    ...(facts.graph.successors[node] ?? []),
    ...(ends.get(node) ?? []),
  ];
  return findReached(from.flatMap(after), facts.graph.nodes.length, after);
}

/** For each node that items can cause to start: the done nodes of their loops. */
function endsOfLoops({ loops }: LoopScopes): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  for (const { done, caused } of loops) {
    if (done === undefined) continue;
    for (const node of caused) addToList(ends, node, done);
  }
  return ends;
}
