import { failure, success, type Outcome } from "../base/usage-error.js";
import type { Place } from "../../picture/picture.js";

/** Where a flow file is. */
export interface FlowPlace {
  /** Relative to the project that was called, posix. */
  readonly file: string;
  /** Absolute, posix. */
  readonly path: string;
}

/** The address of a place in a flow file. */
export type LinkTemplate = (place: FlowPlace & Pick<Place, "line" | "column">) => string;

const names = ["file", "path", "line", "column"] as const;

/** Schemes of addresses that run as a script instead of leading to a place. */
const scripts: readonly string[] = ["javascript", "vbscript", "data"];

/** The scheme of an address, as browsers read it: they ignore blanks and control characters in it. */
function schemeOf(address: string): string {
  const [scheme = ""] = address.replaceAll(/[\s\p{Cc}]/gu, "").split(":");
  return scheme.toLowerCase();
}

/** Reads `--link`: an address with `{file}`, `{path}`, `{line}` and `{column}`, as in `vscode://file/{path}:{line}`. */
export function parseLinkTemplate(template: string): Outcome<LinkTemplate> {
  if (scripts.includes(schemeOf(template))) {
    return failure({
      message: "the template of `--link` is no address of a place: it would run as a script in the reader's page",
      help: "Name where the flow files are: `--link 'https://github.com/acme/shop/blob/main/{file}#L{line}'`.",
    });
  }
  const used = [...template.matchAll(/\{([^{}]*)\}/gu)].map(([, name = ""]) => name);
  const unknown = used.find((name) => !names.some((known) => known === name));
  if (unknown !== undefined || used.length === 0) {
    const problem = unknown === undefined ? "names no part of a place" : `has an unknown part, \`{${unknown}}\``;
    return failure({
      message: `the template of \`--link\` ${problem}`,
      help: "Parts are `{file}`, `{path}`, `{line}` and `{column}`: `--link 'https://github.com/acme/shop/blob/main/{file}#L{line}'`.",
    });
  }
  return success(({ file, path, line, column }) => {
    const values: Readonly<Record<string, string>> = {
      file: encodePath(file),
      path: encodePath(path.replace(/^\//u, "")),
      line: String(line),
      column: String(column),
    };
    return template.replace(/\{([^{}]*)\}/gu, (part, name: string) => values[name] ?? part);
  });
}

/** Slashes stay, and the colon of a drive of Windows. */
function encodePath(file: string): string {
  return file
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/^([A-Za-z])%3A/u, "$1:");
}

/** The template for pages that are read on this machine. */
export const editorLink = "vscode://file/{path}:{line}:{column}";
