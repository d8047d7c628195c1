import type { WriteSite } from "../facts/write-sites.js";
import { checkSharedReads, type SharedRead } from "../shared-reads.js";
import { mayFindNothing } from "./context-maybe-unset.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports a read of what another node writes if the flow declares a concurrency above 1, one run can start both, and neither is
 * before the other (SPEC 10): what the reader finds depends on timing. Items of a loop and passes of a cycle have rules of their
 * own, and a read that may find nothing is reported as such.
 */
export const contextConcurrentRead: Rule = (context) => {
  const { ast, writeSites, report, nameOf } = context;
  if ((ast.concurrency?.value ?? 1) <= 1) return;
  checkSharedReads(context, (read) => {
    const { node, span, text, place } = read;
    if (isOfLoopOrCycle(read, writeSites(place), context) || isMaybeUnset(read, context)) return;
    const found = writeSites(place).find((site) => site.node !== node && isBeside(site, read, context));
    if (found === undefined) return;
    const params = { id: nameOf(node), text, writer: nameOf(found.node) };
    const related = [{ message: `\`${params.writer}\` writes it here`, span: found.span }];
    report.add({ code: "context/concurrent-read", params, span, related });
  });
};

/** Whether `loop/shared-read` or `cycle/shared-read` reports the read. */
function isOfLoopOrCycle({ node }: SharedRead, sites: readonly WriteSite[], { beside, racing }: RuleContext): boolean {
  return sites.some((site) => {
    return beside.itemsOverlapIn(node, site.node) !== undefined || racing.cycleOf(site.node, node) !== undefined;
  });
}

function isMaybeUnset({ node, place, isGuarded, isAfter }: SharedRead, { ast, assignment }: RuleContext): boolean {
  if (isGuarded) return false;
  const reads = isAfter ? assignment.readsAfter(node) : assignment.readsAt(node);
  const read = reads.find(({ scope, path }) => scope === place.scope && isSame(path, place.path));
  return read !== undefined && mayFindNothing(read, ast);
}

function isSame(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

/**
 * Whether a write and a read run in no certain order. What arrives for a join is written by the join's parents: each
 * writes its own entry, so `$joins.j.a` only depends on when `a` ends.
 */
function isBeside(
  { node: writer, scope }: WriteSite,
  { node: reader, place }: SharedRead,
  context: RuleContext,
): boolean {
  const { activations, facts, racing, nameOf } = context;
  const parents = (facts.arrivals[writer] ?? []).flat().map(({ node }) => node);
  const [, entry] = place.path;
  const arriving = entry === undefined ? parents : parents.filter((parent) => nameOf(parent) === String(entry));
  const writers = scope === "joins" ? arriving : [writer];
  // A node after a join that never fires never starts, and that join is a finding of its own.
  const starts = (node: number): boolean => activations.startsOf(node) !== undefined;
  if (!starts(reader)) return false;
  return writers.some((other) => other !== reader && starts(other) && racing.mayRunBesideInPass(other, reader));
}
