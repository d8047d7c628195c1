/**
 * The anchors of a Markdown page as GitHub creates them: those of its headings, numbered if two are the same, and those
 * written as HTML.
 */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  const headings = [...markdown.matchAll(/^#+ (.*)$/gmu)].map(([, heading = ""]) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/gu, "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return [...headings, ...[...markdown.matchAll(/<a id="([^"]*)"/gu)].map(([, id = ""]) => id)];
}
