import { commentLines } from "./strings.js";

/** Returns the lines of a doc comment: a single line if the text has only one, none if it is empty. */
export function docComment(text: string): string[] {
  const lines = commentLines(text);
  while (lines.at(-1) === "") lines.pop();
  const [first, ...others] = lines;
  if (first === undefined) return [];
  if (others.length === 0) return [`/** ${first} */`];
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];
}
