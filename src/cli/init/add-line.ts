/**
 * Adds a line to a text, with the line ends of the text. The text stays unchanged if it has this line, or one about the
 * same files.
 */
export function addLine(text: string, line: string): string {
  const [subject] = line.split(" ", 1);
  const isThere = text.split(/\r?\n/u).some((present) => present.trim().split(/\s+/u, 1)[0] === subject);
  if (isThere) return text;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text === "" || text.endsWith("\n") ? text : text + end;
  return `${before}${line}${end}`;
}
