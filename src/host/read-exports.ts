import type * as Oxc from "oxc-parser";
import path from "node:path";
import { parseScript } from "./parse-script.js";
import { topLevelNames, type TopLevelNames } from "./top-level-names.js";

/** What a module's own text says about its exports. Other modules are not followed. */
export interface ExportTable {
  /** Exports declared in this module. */
  readonly local: readonly LocalExport[];
  /** Exports re-exported from another module. `imported` is the name there, or undefined for the whole module. */
  readonly passedOn: readonly PassedOn[];
  /** `export *` statements. */
  readonly stars: readonly { readonly specifier: string; readonly isType: boolean }[];
  /**
   * Whether there may be more exports than the text shows: CommonJS, `export =`, a language that flowc does not read.
   */
  readonly isOpen: boolean;
  /** The first syntax error, as `line:column message`. */
  readonly syntaxError: string | undefined;
}

export interface LocalExport {
  readonly name: string;
  readonly isType: boolean;
  /** Whether it is a variable or the value of an expression, and so may be a schema. */
  readonly isVariable: boolean;
  /** Whether it is a class that implements `RoutingNode`. */
  readonly isRoutingClass: boolean;
}

export interface PassedOn {
  readonly name: string;
  readonly specifier: string;
  readonly imported: string | undefined;
  readonly isType: boolean;
}

const scriptExtensions = new Set([".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"]);

/** Files that no tool turns into a module: naming one is a slip. */
const proseExtensions = new Set(["", ".yaml", ".yml", ".md", ".txt"]);

/**
 * Reads the exports of a TypeScript or JavaScript module. A `.json` file has none; those of any other file are unknown.
 */
export function readExports(file: string, text: string): ExportTable {
  const extension = path.extname(file);
  if (proseExtensions.has(extension)) {
    return unreadExports({ isOpen: true, syntaxError: "the file is no TypeScript or JavaScript" });
  }
  if (!scriptExtensions.has(extension)) return unreadExports({ isOpen: extension !== ".json" });
  const parsed = parseScript(file, text, extension === ".js" ? { lang: "jsx" } : undefined);
  const [error] = parsed.errors;
  if (error) {
    const place = lineColumn(text, error.labels[0]?.start ?? 0);
    return unreadExports({ isOpen: true, syntaxError: `${place} ${error.message.replaceAll(/\s+/g, " ")}` });
  }
  const entries = parsed.module.staticExports.flatMap((statement) => statement.entries);
  const needsNames = text.includes("RoutingNode") || parsed.module.staticExports.some((e) => mayExportType(e, text));
  const names = needsNames ? topLevelNames(parsed.program) : noNames;
  return {
    local: parsed.module.staticExports.flatMap((statement) => localExports(statement, text, names)),
    ...importedExports(entries),
    isOpen: isCommonJs(extension, text, parsed.module.hasModuleSyntax),
    syntaxError: undefined,
  };
}

/** The table of a module whose text reveals no exports. */
export function unreadExports(given: { isOpen: boolean; syntaxError?: string }): ExportTable {
  return { local: [], passedOn: [], stars: [], isOpen: given.isOpen, syntaxError: given.syntaxError };
}

function importedExports(entries: readonly Oxc.StaticExportEntry[]): Pick<ExportTable, "passedOn" | "stars"> {
  const passedOn: PassedOn[] = [];
  const stars: { specifier: string; isType: boolean }[] = [];
  for (const { moduleRequest, importName, exportName, isType } of entries) {
    if (!moduleRequest) continue;
    const specifier = moduleRequest.value;
    if (exportName.name === null && importName.name === null) stars.push({ specifier, isType });
    else {
      const name = exportName.name ?? "default";
      passedOn.push({ name, specifier, imported: importName.name ?? undefined, isType });
    }
  }
  return { passedOn, stars };
}

const noNames: TopLevelNames = { typesOnly: new Set(), variables: new Set(), routingClasses: new Set() };

/** Whether only the declarations show if a statement exports a type: `export { A }`, `export default A`, `declare`. */
function mayExportType(statement: Oxc.StaticExport, text: string): boolean {
  if (statement.entries.some((entry) => entry.isType && !entry.moduleRequest)) return true;
  const source = text.slice(statement.start, statement.end);
  return isExportList(source) || /^export\s+default\s+[\w$]+\s*;?$/.test(source);
}

function isExportList(statement: string): boolean {
  return /^export\s*(type\s*)?\{/.test(statement);
}

function localExports(statement: Oxc.StaticExport, text: string, names: TopLevelNames): LocalExport[] {
  const source = text.slice(statement.start, statement.end);
  return statement.entries
    .filter((entry) => !entry.moduleRequest)
    .map((entry) => {
      const localName = entry.localName.name ?? "default";
      return {
        name: entry.exportName.name ?? "default",
        isVariable: names.variables.has(localName) || isVariableStatement(source),
        isType: names.typesOnly.has(localName) || isMarkedType(entry, source, text),
        isRoutingClass: names.routingClasses.has(localName),
      };
    });
}

/** `export const order = …`, `export default z.object(…)` */
function isVariableStatement(statement: string): boolean {
  if (/^export\s+(?:declare\s+)?(?:const|let|var)\s+(?!enum\b)/u.test(statement)) return true;
  return /^export\s+default\s+(?!(?:abstract\s+)?class\b|(?:async\s+)?function\b|interface\b|[\p{L}\p{N}_$]+\s*;?$)/u.test(
    statement,
  );
}

/** The parser also marks `declare` and `abstract` declarations as types, but they are values. */
function isMarkedType(entry: Oxc.StaticExportEntry, statement: string, text: string): boolean {
  if (!entry.isType || !isExportList(statement)) return false;
  return /^export\s*type\b/.test(statement) || /^type\s/.test(text.slice(entry.start, entry.end));
}

function isCommonJs(extension: string, text: string, hasModuleSyntax: boolean): boolean {
  if (extension === ".cjs" || /^\s*export\s*=/m.test(text)) return true;
  return !hasModuleSyntax && /\bexports\b/.test(text);
}

function lineColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
