import { Lexer } from "yaml";
import type { TextRange } from "../../grammar/ast.js";

/** Markers of the lexer that stand for no text: a document's start, the end of a flow collection, a scalar. */
const markers: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/** The comments of a YAML text, from their `#` to the end of their line; what looks like one inside a scalar is none. */
export function findComments(text: string): TextRange[] {
  const comments: TextRange[] = [];
  let offset = 0;
  let before = "";
  // The package does not know a lone carriage return, which is a line break.
  for (const lexeme of new Lexer().lex(text.replace(/\r(?!\n)/g, "\n"))) {
    if (!markers.has(lexeme)) {
      if (lexeme.startsWith("#") && before !== "\u001f") comments.push({ start: offset, end: offset + lexeme.length });
      offset += lexeme.length;
    }
    before = lexeme;
  }
  return comments;
}
