import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { DocumentNode } from "../load/document.js";

/** Reports a condition in an id of a pair, `[a, b when $result.ok]`: only the text of an edge takes one (SPEC 12). */
export function misplacedIn(item: DocumentNode): AnyFinding[] {
  if (item.kind !== "scalar" || typeof item.value !== "string") return [];
  const found = /^\s*[\p{L}_][\p{L}\p{N}_-]*\s+(?<word>when\b|otherwise\s*$)/u.exec(item.value);
  const word = found?.groups?.["word"]?.trim();
  if (found === null || word === undefined) return [];
  const start = found[0].trimEnd().length - word.length;
  const span = item.spanOf({ start, end: start + word.length });
  return [{ code: "condition/misplaced", params: { where: "pair" }, span }];
}
