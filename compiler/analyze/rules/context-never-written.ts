import type { KeyPlan } from "../../plan.js";
import { createPlaceIndex } from "../facts/place-index.js";
import { referenceText } from "../facts/reference-text.js";
import { referenceUses } from "../../reference-uses.js";
import { misspeltKey } from "../misspelt-key.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports a read of a place in the context that no node writes, if a node writes a place with nearly the same name
 * (SPEC 10). If there is no such name, the caller must provide it, as the type of `run` requires. A declared context
 * says by its type what it contains.
 */
export const contextNeverWritten: Rule = (context) => {
  const { ast, report } = context;
  if (ast.context !== undefined) return;
  if (ast.nodes.every((node) => referenceUses(node).length === 0)) return;
  const written = writtenPaths(context);
  const index = createPlaceIndex(written.map((path) => ({ scope: "ctx", path })));
  for (const [position, node] of ast.nodes.entries()) {
    if (context.taken.reachable[position] !== true) continue;
    const isAfterOpenWrite = openWritesBefore(position, context);
    for (const { reference } of referenceUses(node)) {
      const path = reference.path.map(({ value }) => String(value));
      if (reference.scope !== "ctx" || path.length === 0) continue;
      if (index.meeting({ scope: "ctx", path }).length > 0 || isAfterOpenWrite(path)) continue;
      const key = nearMiss(reference.path, written);
      if (key === undefined) continue;
      const { closest, fix } = misspeltKey(key.found, key.candidates);
      const params = { text: referenceText("ctx", path), closest };
      if (closest.length > 0)
        report.add({ code: "context/never-written", params, span: key.found.span, ...(fix && { fix }) });
    }
  }
};

function writtenPaths({ ast }: RuleContext): string[][] {
  const targets = ast.nodes.flatMap(({ outputs }) => outputs.map(({ target }) => target));
  return targets.filter(({ scope }) => scope === "ctx").map(({ path }) => path.map(({ value }) => String(value)));
}

interface NearMiss {
  readonly found: KeyPlan;
  readonly candidates: readonly string[];
}

/** Returns the key of a path that differs from the written paths, if all its other keys agree with one of them. */
function nearMiss(path: readonly KeyPlan[], written: readonly (readonly string[])[]): NearMiss | undefined {
  for (const [position, found] of path.entries()) {
    const candidates = written.filter((other) => {
      const shared = Math.min(other.length, path.length);
      return (
        position < shared &&
        path.slice(0, shared).every(({ value }, at) => at === position || String(value) === other[at])
      );
    });
    if (candidates.length > 0) return { found, candidates: candidates.map((other) => other[position] ?? "") };
  }
  return undefined;
}

/** Whether a node with context access may have written a path before the node reads it. */
function openWritesBefore(node: number, { assignment }: RuleContext): (path: readonly string[]) => boolean {
  const reads = [...assignment.readsAt(node), ...assignment.readsAfter(node)];
  const index = createPlaceIndex(reads.map(({ scope, path }) => ({ scope, path: path.map(String) })));
  return (path) => reads[index.meeting({ scope: "ctx", path })[0] ?? -1]?.afterOpenWrite === true;
}
