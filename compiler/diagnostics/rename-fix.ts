import { isCloseName } from "./close-name.js";
import type { Fix } from "./diagnostic.js";
import type { Span } from "./span.js";

/** Names that mean the same in every style of YAML, in edges and in expressions. */
const plainName = /^(?!(?:true|false|null)$)[\p{L}_][\p{L}\p{N}_-]*$/iu;

/** What a finding of a misspelt name proposes. */
export interface Rename {
  readonly fix?: Fix;
  /** The place of the name, where it is spelled as it is. Each name that is suggested is tried there before it is printed. */
  readonly rename?: Span;
}

/**
 * Proposes the suggested names for a misspelt one. The only one there is becomes a fix if it is close enough. Nothing is
 * proposed where the file spells the name with escapes or quotes.
 */
export function renameFix(found: string, closest: readonly string[], span: Span): Rename {
  if (!plainName.test(found) || span.end.offset - span.start.offset !== found.length) return {};
  if (closest.length === 0 || !closest.every((name) => plainName.test(name))) return {};
  const [name = "", ...others] = closest;
  if (others.length > 0 || !isCloseName(found, name)) return { rename: span };
  return { rename: span, fix: { title: `Replace \`${found}\` with \`${name}\``, edits: [{ span, text: name }] } };
}
