import path from "node:path";
import ts from "typescript";
import { identifiers } from "./name-all.js";
import { declaredNames, dynamicImports, type SourceModule } from "./source-module.js";

export interface ModuleTextOptions {
  readonly exported: ReadonlySet<ts.Symbol>;
  /** New names of the declarations that are renamed. */
  readonly names: ReadonlyMap<ts.Symbol, string>;
  readonly checker: ts.TypeChecker;
  readonly modules: ReadonlyMap<string, SourceModule>;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a module as part of the one file: without imports, exporting only what the file exports, with renamed
 * declarations.
 */
export function moduleText(module: SourceModule, options: ModuleTextOptions): string {
  const { source } = module;
  const edits: Edit[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) edits.push(replaced(statement, ""));
    const keyword = exportKeyword(statement);
    const isExported = declaredNames(statement).some((name) => {
      const symbol = options.checker.getSymbolAtLocation(name);
      return symbol !== undefined && options.exported.has(symbol);
    });
    if (keyword !== undefined && !isExported) edits.push(replaced(keyword, ""));
  }
  for (const node of identifiers(source)) {
    if (ts.findAncestor(node, ts.isImportDeclaration) !== undefined) continue;
    const name = nameOf(node, options);
    if (name === undefined) continue;
    edits.push(replaced(node, ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ${name}` : name));
  }
  for (const { call, target } of dynamicImports(source))
    edits.push(replaced(call, `Promise.resolve(${namespaceName(target)})`));
  let text = source.text;
  for (const { start, end, text: replacement } of edits.sort((one, other) => other.start - one.start)) {
    text = text.slice(0, start) + replacement + text.slice(end);
  }
  return text.trim() + namespaceOf(module, options);
}

/** The object that replaces a module imported with `import()`: `const concurrencyModule = { concurrency };`. */
function namespaceOf(module: SourceModule, options: ModuleTextOptions): string {
  const isImported = [...options.modules.values()].some(({ source }) =>
    dynamicImports(source).some(({ target }) => target === module.file),
  );
  if (!isImported) return "";
  const name = namespaceName(module.file);
  if ([...options.modules.values()].some(({ source }) => identifiers(source).some(({ text }) => text === name))) {
    throw new Error(`\`${name}\` is taken: ${module.file} cannot be imported by name`);
  }
  return `\n\nconst ${name} = { ${exportsOf(module, options).join(", ")} };`;
}

function namespaceName(file: string): string {
  const words = path.basename(file, ".ts").split("-");
  return `${words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("")}Module`;
}

function replaced(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.getEnd(), text };
}

/** The new name of the declaration that an identifier refers to; undefined if it is not renamed. */
function nameOf(node: ts.Identifier, { names, checker }: ModuleTextOptions): string | undefined {
  const found = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (found === undefined) return undefined;
  const symbol = (found.flags & ts.SymbolFlags.Alias) === 0 ? found : checker.getAliasedSymbol(found);
  return names.get(symbol);
}

function exportKeyword(statement: ts.Statement): ts.Node | undefined {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** The values that a module exports, as members of an object. */
function exportsOf({ source }: SourceModule, options: ModuleTextOptions): string[] {
  const values = source.statements.filter(
    (statement) => exportKeyword(statement) !== undefined && !isTypeDeclaration(statement),
  );
  return values.flatMap(declaredNames).map((name) => {
    const given = nameOf(name, options);
    return given === undefined ? name.text : `${name.text}: ${given}`;
  });
}

function isTypeDeclaration(statement: ts.Statement): boolean {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}
