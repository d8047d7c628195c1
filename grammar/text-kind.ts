/** The kinds of strings in `inputs` (SPEC 3). */
export type TextKind = "expression" | "condition" | "template" | "plain-text";

const scopeWord = /^(?:ctx|payload|joins|env)(?:\.|$)/;

/** Classifies a string in `inputs` by its start and by `{{`, without parsing it. */
export function textKind(text: string): TextKind {
  const trimmed = text.trim();
  if (scopeWord.test(trimmed)) return "expression";
  if (trimmed.startsWith("$(")) return "condition";
  if (trimmed.startsWith("$") && !trimmed.startsWith("$$")) return "expression";
  return text.includes("{{") ? "template" : "plain-text";
}

/**
 * Whether a `callable` is an expression, looked up in the context when the node runs, and not a reference to a module.
 */
export function isDynamic(text: string): boolean {
  return textKind(text) === "expression";
}

/** Removes the first `$` of a `$$` at the start of plain text, ignoring blanks. */
export function unescapeText(text: string): string {
  const start = text.search(/\S/);
  return start >= 0 && text.startsWith("$$", start) ? text.slice(0, start) + text.slice(start + 1) : text;
}

/** Doubles a `$` at the start of plain text, ignoring blanks, so that `unescapeText` restores it. */
export function escapeText(text: string): string {
  const start = text.search(/\S/);
  return start >= 0 && text.startsWith("$", start) ? `${text.slice(0, start)}$${text.slice(start)}` : text;
}
