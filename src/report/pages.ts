import { compareCodePoints } from "../../compiler/compare-code-points.js";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { catalogue, type Code } from "../../compiler/diagnostics/catalogue.js";
import { packageFolder } from "../base/package-folder.js";

/** All codes, in code-point order. */
export function allCodes(): Code[] {
  return (Object.keys(catalogue) as Code[]).sort(compareCodePoints);
}

export function isCode(text: string): text is Code {
  return Object.hasOwn(catalogue, text);
}

/** Path of a code's page, relative to the package. */
export function pagePathOf(code: string): string {
  return `docs/errors/${code}.md`;
}

/** The page of a code in Markdown; undefined if the package has none. */
export function readPage(code: string): string | undefined {
  const file = path.join(packageFolder(), pagePathOf(code));
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The first sentence of a page after the severity, such as "The arrow points to the left." */
export function summaryOf(page: string): string | undefined {
  const paragraph = page
    .replaceAll("\r\n", "\n")
    .split(/\n{2,}/u)[1]
    ?.replaceAll("\n", " ");
  // A sentence ends at a full stop before a space, so not inside `ops.ts`.
  return paragraph === undefined ? undefined : /^(?:Error|Warning)\. (.*?[.!?])(?=\s|$)/u.exec(paragraph)?.[1];
}
