import type { Span } from "../diagnostics/span.js";
import { referenceUses } from "../reference-uses.js";
import { referenceText } from "./facts/reference-text.js";
import type { WriteSite } from "./facts/write-sites.js";
import type { RuleContext } from "./rule.js";

/** A read of a place that all activations of a flow share. */
export interface SharedRead {
  readonly node: number;
  readonly span: Span;
  /** The reference as it is written. */
  readonly text: string;
  /** Whether `??` follows. */
  readonly isGuarded: boolean;
  readonly place: Pick<WriteSite, "scope" | "path">;
}

/** Visits the reads of all nodes that run, except for a join's reads of its own arrivals. */
export function checkSharedReads({ ast, taken }: RuleContext, visit: (read: SharedRead) => void): void {
  for (const [node, own] of ast.nodes.entries()) {
    if (taken.reachable[node] !== true) continue;
    for (const { reference, isGuarded } of referenceUses(own)) {
      const { scope, span } = reference;
      const path = reference.path.map(({ value }) => value);
      const isOwnJoin = scope === "joins" && String(path[0]) === own.id.value;
      if (path.length === 0 || isOwnJoin) continue;
      visit({ node, span, text: referenceText(scope, path), isGuarded, place: { scope, path } });
    }
  }
}
