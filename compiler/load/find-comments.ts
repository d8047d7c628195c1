import { Lexer } from "yaml";
import type { TextRange } from "../../grammar/ast.js";

/** Markers of the lexer that represent no text: a document's start, the end of a flow collection, a scalar. */
const markers: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/**
 * Returns the comments of a YAML text, each from its `#` to the end of the line. Text inside a scalar that looks like a
 * comment is not one.
 */
export function findComments(text: string): TextRange[] {
  const comments: TextRange[] = [];
  let offset = 0;
  let before = "";
  // The package does not recognize a lone carriage return as a line break.
  for (const lexeme of new Lexer().lex(text.replace(/\r(?!\n)/g, "\n"))) {
    if (!markers.has(lexeme)) {
      if (lexeme.startsWith("#") && before !== "\u001f") comments.push({ start: offset, end: offset + lexeme.length });
      offset += lexeme.length;
    }
    before = lexeme;
  }
  return comments;
}
