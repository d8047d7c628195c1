import type { Fix } from "./diagnostic.js";
import type { Span } from "./span.js";

/** Names that mean the same in every style of YAML, in edges and in expressions. */
const plainName = /^(?!(?:true|false|null)$)[\p{L}_][\p{L}\p{N}_-]*$/iu;

/**
 * The edit that puts the one name that can have been meant in the place of a misspelt one; none where several can, or
 * where the place does not spell the name as it is (escapes, quotes).
 */
export function renameFix(found: string, closest: readonly string[], span: Span): { readonly fix?: Fix } {
  const [name, ...others] = closest;
  if (name === undefined || others.length > 0 || !plainName.test(name) || !plainName.test(found)) return {};
  if (span.end.offset - span.start.offset !== found.length) return {};
  return { fix: { title: `Replace \`${found}\` with \`${name}\``, edits: [{ span, text: name }] } };
}
