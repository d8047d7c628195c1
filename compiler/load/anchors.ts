import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { Span } from "../diagnostics/span.js";
import type { DocumentNode } from "./document.js";

/** The anchors of a document in file order, with a limit on how much its aliases may expand to. */
export interface Anchors {
  /**
   * Counts a node. If it has an anchor, call the returned function with the finished node; until then the anchor is
   * open.
   */
  open(name: string | undefined, span: Span): (node: DocumentNode) => void;
  /** Returns the node of an alias. Undefined if there is none: the error has been reported, or `reportUnknown` will. */
  resolve(name: string, span: Span): DocumentNode | undefined;
  /** Reports aliases that have no anchor. Called once all anchors are known, so that the message can suggest names. */
  reportUnknown(): void;
}

/** How many values aliases may expand to. In a large file, the limit is a multiple of its own values. */
const expansionLimit = 10_000;
const expansionPerNode = 10;

/** Each suggestion compares a name with all anchors, so only this many unknown aliases get one. */
const mostSuggestions = 100;

interface Anchor {
  readonly span: Span;
  /** Undefined while the node is being built. */
  node: DocumentNode | undefined;
  /** Number of values in it, including those of its aliases. */
  size: number;
}

export function createAnchors(report: Report): Anchors {
  const anchors = new Map<string, Anchor>();
  const unknown: { readonly name: string; readonly span: Span }[] = [];
  let written = 0;
  let aliased = 0;
  let isBomb = false;

  const expand = (name: string, size: number, span: Span): void => {
    aliased += size;
    if (isBomb || aliased <= Math.max(expansionLimit, written * expansionPerNode)) return;
    isBomb = true;
    report.add({ code: "yaml/alias-bomb", params: { name, nodes: aliased }, span });
  };

  return {
    open: (name, span) => {
      const before = written + aliased;
      written++;
      if (name === undefined) return () => undefined;
      const anchor: Anchor = { span, node: undefined, size: 0 };
      anchors.set(name, anchor);
      return (node) => {
        anchor.node = node;
        anchor.size = written + aliased - before;
      };
    },
    resolve: (name, span) => {
      const anchor = anchors.get(name);
      if (!anchor) {
        unknown.push({ name, span });
        return undefined;
      }
      if (!anchor.node) {
        const related = [{ message: "the anchor", span: anchor.span }];
        report.add({ code: "yaml/alias-cycle", params: { name }, span, related });
        return undefined;
      }
      expand(name, anchor.size, span);
      return anchor.node;
    },
    reportUnknown: () => {
      for (const [index, { name, span }] of unknown.entries()) {
        const later = anchors.get(name);
        const closest = index < mostSuggestions ? closestNames(name, anchors.keys()) : [];
        const params = { name, closest, isLater: later !== undefined };
        const related = later && [{ message: "the anchor", span: later.span }];
        report.add({ code: "yaml/unknown-alias", params, span, ...(related && { related }) });
      }
    },
  };
}
