import picocolors from "picocolors";

/**
 * Renders a page for a terminal: headings and code stand out, links become text, and lines break between words. Without
 * color, returns the Markdown unchanged.
 *
 * @param width width of the terminal in columns
 */
export function renderPage(markdown: string, color: boolean, width = 100): string {
  if (!color) return markdown;
  const colors = picocolors.createColors(true);
  let isCode = false;
  const lines = markdown.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      isCode = !isCode;
      return [];
    }
    if (isCode) return [line === "" ? "" : `    ${colors.cyan(line)}`];
    const heading = /^#+ (.*)$/u.exec(line)?.[1];
    if (heading !== undefined) return [colors.bold(line.startsWith("# ") ? colors.underline(heading) : heading)];
    const text = line.replace(
      /\[([^\]]+)\]\((?:\.\.\/)*([^)]+)\)/gu,
      (_, name: string, target: string) => `${name} (docs/${target})`,
    );
    return wrapWords(text, Math.min(width, 100)).map((part) =>
      part
        .replace(/^(Error|Warning)\./u, (word) => (word === "Error." ? colors.red(word) : colors.yellow(word)))
        .replace(/`([^`]+)`/gu, (_, text: string) => colors.cyan(text)),
    );
  });
  return lines.join("\n");
}

/** Breaks a line between words. Code in backquotes counts as one word, without the width of the backquotes. */
function wrapWords(line: string, width: number): string[] {
  const lines: string[] = [];
  let length = 0;
  for (const word of line.match(/(?:`[^`]+`|\S)+/gu) ?? [""]) {
    const columns = word.replaceAll("`", "").length;
    const last = lines.at(-1);
    if (last === undefined || length + 1 + columns > width) {
      lines.push(word);
      length = columns;
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
      length += 1 + columns;
    }
  }
  return lines;
}
