import { unprintable } from "../../picture/shown-text.js";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "\n", "\t": "\t" };

/**
 * A text of the user's as the content of an element; it is not safe in an attribute. Characters that nobody sees, and those that reorder
 * text, are escapes.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/\r\n/gu, "\n")
    .replace(
      unprintable,
      (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replace(/[&<>]/gu, (character) => escapes[character] ?? "");
}
