import picocolors from "picocolors";

/** A page for a terminal: headings and code stand out, links are given as their text. Without colour it is the Markdown. */
export function renderPage(markdown: string, color: boolean): string {
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
    return [
      line
        .replace(/^(Error|Warning)\./u, (word) => (word === "Error." ? colors.red(word) : colors.yellow(word)))
        .replace(
          /\[([^\]]+)\]\((?:\.\.\/)*([^)]+)\)/gu,
          (_, text: string, target: string) => `${text} (docs/${target})`,
        )
        .replace(/`([^`]+)`/gu, (_, text: string) => colors.cyan(text)),
    ];
  });
  return lines.join("\n");
}
