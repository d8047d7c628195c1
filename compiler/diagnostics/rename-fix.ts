import { isCloseName } from "./close-name.js";
import type { Fix } from "./diagnostic.js";
import type { Span } from "./span.js";

/** Names that mean the same in every YAML style, in edges and in expressions. */
const plainName = /^(?!(?:true|false|null)$)[\p{L}_][\p{L}\p{N}_-]*$/iu;

/** What the finding of a misspelt name proposes. */
export interface Rename {
  readonly fix?: Fix;
  /**
   * The place of the name, if it is spelled there literally. Each suggested name is tried there before it is printed.
   */
  readonly rename?: Span;
}

/**
 * Proposes the suggested names for a misspelt one. A single suggestion becomes a fix if it is close enough. Nothing is
 * proposed if the file spells the name with escapes or quotes.
 */
export function renameFix(found: string, closest: readonly string[], span: Span): Rename {
  if (!plainName.test(found) || span.end.offset - span.start.offset !== found.length) return {};
  if (closest.length === 0 || !closest.every((name) => plainName.test(name))) return {};
  const [name = "", ...others] = closest;
  if (others.length > 0 || !isCloseName(found, name)) return { rename: span };
  return { rename: span, fix: { title: `Replace \`${found}\` with \`${name}\``, edits: [{ span, text: name }] } };
}
