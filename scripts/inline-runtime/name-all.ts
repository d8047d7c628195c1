import path from "node:path";
import ts from "typescript";
import { declaredNames, type SourceModule } from "./source-module.js";

export interface NamingOptions {
  /** Declarations that the one file exports; they keep their names. */
  readonly exported: ReadonlySet<ts.Symbol>;
  readonly checker: ts.TypeChecker;
}

/** Returns new names for top-level declarations that would clash in one file. */
export function nameAll(
  modules: readonly SourceModule[],
  { exported, checker }: NamingOptions,
): ReadonlyMap<ts.Symbol, string> {
  const foreign = new Set(modules.flatMap(({ source }) => freeNames(source, checker)));
  const fixed = new Set([...exported].map(({ name }) => name));
  for (const name of fixed) {
    if (foreign.has(name)) throw new Error(`\`${name}\` is exported, and a module needs a global of that name`);
  }
  const taken = new Set([...foreign, ...fixed]);
  const texts = new Set(modules.flatMap(({ source }) => identifiers(source).map(({ text }) => text)));
  const renamed = new Map<ts.Symbol, string>();
  const seen = new Set<ts.Symbol>();
  for (const { file, source } of modules) {
    for (const name of source.statements.flatMap(declaredNames)) {
      const symbol = checker.getSymbolAtLocation(name);
      if (symbol === undefined || seen.has(symbol)) continue;
      seen.add(symbol);
      if (exported.has(symbol) || !taken.has(name.text)) {
        taken.add(name.text);
        continue;
      }
      const given = qualified(name.text, file);
      if (texts.has(given) || taken.has(given)) throw new Error(`\`${name.text}\` of ${file} finds no name of its own`);
      taken.add(given);
      renamed.set(symbol, given);
    }
  }
  return renamed;
}

/**
 * Prefixes a name: `Part` in `mapping.ts` becomes `MappingPart`, `metaOf` in `policies.ts` becomes `policiesMetaOf`.
 */
function qualified(name: string, file: string): string {
  const base = path.basename(file, ".ts");
  const isSame = base.toLowerCase() === name.toLowerCase();
  const words = (isSame ? path.basename(path.dirname(file)) : base).split("-").map(capital).join("");
  const isType = name.charAt(0) === name.charAt(0).toUpperCase();
  return (isType ? words : words.charAt(0).toLowerCase() + words.slice(1)) + capital(name);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names that a module uses but neither declares nor imports: globals. */
function freeNames(source: ts.SourceFile, checker: ts.TypeChecker): string[] {
  return identifiers(source)
    .filter((node) => !isMember(node) && checker.getSymbolAtLocation(node) === undefined)
    .map(({ text }) => text);
}

/** Whether an identifier names a member of something else. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isQualifiedName(parent) && parent.right === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ts.isMetaProperty(parent)
  );
}

/** All identifiers of a module. */
export function identifiers(source: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
