import { commentLines } from "./strings.js";

/** The lines of a doc comment: one where the text is one line, none where it is empty. */
export function docComment(text: string): string[] {
  const lines = commentLines(text);
  while (lines.at(-1) === "") lines.pop();
  const [first, ...others] = lines;
  if (first === undefined) return [];
  if (others.length === 0) return [`/** ${first} */`];
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];
}
