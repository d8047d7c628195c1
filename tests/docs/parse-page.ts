/** A parsed page of a diagnostic. */
export interface Page {
  readonly title: string;
  readonly severity: "error" | "warning";
  readonly language: string;
  readonly wrong: string;
  readonly right: string;
  /** Anchor in `docs/language.md`. */
  readonly anchor: string;
}

const form = new RegExp(
  [
    String.raw`^# (?<title>[a-z]+\/[a-z0-9-]+)\n\n`,
    String.raw`(?<severity>Error|Warning)\. \S[^\n]*(?:\n(?!\n)[^\n]+)*\n\n`,
    String.raw`(?:(?!#|\`{3})\S[^\n]*(?:\n(?!\n)[^\n]+)*\n\n){1,3}`,
    String.raw`## Wrong\n\n\`{3}(?<language>yaml|json|ts)\n(?<wrong>[^]*?)\`{3}\n\n`,
    String.raw`## Right\n\n\`{3}\k<language>\n(?<right>[^]*?)\`{3}\n\n`,
    String.raw`Language reference: \[[^\]]+\]\(\.\.\/\.\.\/language\.md#(?<anchor>[a-z0-9-]+)\)\n$`,
  ]
    .join("")
    .replaceAll("\\`", "`"),
  "u",
);

/** Parses a page. Undefined if it does not have the form of all pages. */
export function parsePage(text: string): Page | undefined {
  const groups = form.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { title = "", severity, language = "", wrong = "", right = "", anchor = "" } = groups;
  return { title, severity: severity === "Error" ? "error" : "warning", language, wrong, right, anchor };
}
