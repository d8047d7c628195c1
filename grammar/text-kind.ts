/** What a string of `inputs` is written as (SPEC 3). */
export type TextKind = "expression" | "template" | "plain-text";

const scopeWord = /^(?:ctx|payload|joins|env)(?:\.|$)/;

/** Classifies a string of `inputs` by its start and by `{{`, without parsing it. */
export function textKind(text: string): TextKind {
  const trimmed = text.trim();
  if (scopeWord.test(trimmed)) return "expression";
  if (trimmed.startsWith("$") && !trimmed.startsWith("$$")) return "expression";
  return text.includes("{{") ? "template" : "plain-text";
}

/** Whether a `callable` is an expression, to be found in the context when the node runs, and no reference to a module. */
export function isDynamic(text: string): boolean {
  return textKind(text) === "expression";
}

/** Plain text without the first `$` of the `$$` that it may begin with, blanks aside. */
export function unescapeText(text: string): string {
  const start = text.search(/\S/);
  return start >= 0 && text.startsWith("$$", start) ? text.slice(0, start) + text.slice(start + 1) : text;
}

/** Plain text with the `$` that it may begin with, blanks aside, doubled: `unescapeText` gives it back. */
export function escapeText(text: string): string {
  const start = text.search(/\S/);
  return start >= 0 && text.startsWith("$", start) ? `${text.slice(0, start)}$${text.slice(start)}` : text;
}
