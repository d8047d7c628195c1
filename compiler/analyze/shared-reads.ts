import type { Span } from "../diagnostics/span.js";
import { referenceUses } from "../reference-uses.js";
import { referenceText } from "./facts/reference-text.js";
import type { WriteSite } from "./facts/write-sites.js";
import type { NodeAst } from "../parse/flow-ast.js";
import type { RuleContext } from "./rule.js";

/** A read of a place that all activations of a flow share. */
export interface SharedRead {
  readonly node: number;
  readonly span: Span;
  /** The reference as it is written. */
  readonly text: string;
  /** Whether `??` follows. */
  readonly isGuarded: boolean;
  /** Whether a condition reads it, once the node has written its outputs. */
  readonly isAfter: boolean;
  readonly place: Pick<WriteSite, "scope" | "path">;
}

/** Visits the reads of all nodes that run, except for a join's reads of its own arrivals. */
export function checkSharedReads({ ast, taken }: RuleContext, visit: (read: SharedRead) => void): void {
  for (const [node, own] of ast.nodes.entries()) {
    if (taken.reachable[node] !== true) continue;
    for (const { reference, isGuarded, isAfter } of referenceUses(own)) {
      const { scope, span } = reference;
      const path = reference.path.map(({ value }) => value);
      const isOwnJoin = scope === "joins" && String(path[0]) === own.id.value;
      if (path.length === 0 || isOwnJoin || (isAfter && writesOwn(own, { scope, path }))) continue;
      visit({ node, span, text: referenceText(scope, path), isGuarded, isAfter, place: { scope, path } });
    }
  }
}

/** Whether a node writes a place itself, right before its conditions read it: nothing runs in between (SPEC 12). */
function writesOwn({ id, outputs }: NodeAst, { scope, path }: Pick<WriteSite, "scope" | "path">): boolean {
  if (scope === "payload" && String(path[0]) === id.value) return true;
  return outputs.some(({ target }) => {
    const isAbove =
      target.path.length <= path.length && target.path.every(({ value }, at) => String(value) === String(path[at]));
    return target.scope === scope && isAbove;
  });
}
