import { closestNames } from "../../compiler/diagnostics/closest-names.js";
import { suggestion } from "../../compiler/diagnostics/listed-names.js";
import { renderCodeList } from "../report/code-index.js";
import { allCodes, isCode, pagePathOf, readPage } from "../report/pages.js";
import { renderPage } from "../report/render-page.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";

/** `flowc explain [CODE]`: prints the page of a diagnostic, or the list of all. */
export function explain(code: string | undefined, terminal: Terminal): ExitStatus {
  if (code === undefined) {
    terminal.out(renderCodeList());
    return exitStatus.fine;
  }
  const name = code.trim().replace(/^(?:error|warning)?\[(.*)\]$/u, "$1");
  if (!isCode(name))
    return printUsageErrors([{ message: `there is no code \`${name}\``, help: helpFor(name) }], terminal);
  const page = readPage(name);
  if (page === undefined) throw new Error(`the package has no ${pagePathOf(name)}`);
  terminal.out(renderPage(page, terminal.outColor, terminal.width));
  return exitStatus.fine;
}

/** Suggests codes: those whose area or slug was given, otherwise the closest ones. */
function helpFor(name: string): string {
  const codes = allCodes();
  const parts = codes.filter((code) => code.startsWith(`${name}/`) || code.endsWith(`/${name}`));
  const slugs = closestNames(
    name,
    codes.map((code) => code.slice(code.indexOf("/") + 1)),
  );
  const bySlug = codes.filter((code) => slugs.some((slug) => code.endsWith(`/${slug}`)));
  const found = [parts, closestNames(name, codes), bySlug].find((list) => list.length > 0) ?? [];
  return suggestion(found) ?? "`flowc explain` lists all codes.";
}
