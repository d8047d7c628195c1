import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { Span } from "../diagnostics/span.js";
import type { DocumentNode } from "./document.js";

/** The anchors of a document, in the order of the file, and how much its aliases stand for. */
export interface Anchors {
  /** Counts a node, whose anchor (if it has one) is open until the returned function is called with it. */
  open(name: string | undefined, span: Span): (node: DocumentNode) => void;
  /** The node of an alias; nothing where there is none, which is (or will be) reported. */
  resolve(name: string, span: Span): DocumentNode | undefined;
  /** Reports the aliases without an anchor: once all anchors are known, for the words. */
  reportUnknown(): void;
}

/** How many values aliases may stand for; in a large file as many as this times its own. */
const expansionLimit = 10_000;
const expansionPerNode = 10;

/** Suggestions compare each name with all anchors. */
const mostSuggestions = 100;

interface Anchor {
  readonly span: Span;
  /** Nothing while the node is being built. */
  node: DocumentNode | undefined;
  /** Values in it, those of its aliases too. */
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
