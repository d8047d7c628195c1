import path from "node:path";
import ts from "typescript";

/** A module of the runtime. */
export interface SourceModule {
  /** Absolute path. */
  readonly file: string;
  readonly source: ts.SourceFile;
  /** Absolute paths of the modules whose values it needs. */
  readonly values: readonly string[];
  /** For an index: what it re-exports. */
  readonly passedOn: readonly ts.ExportSpecifier[];
}

export interface SourceModules {
  readonly index: SourceModule;
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly checker: ts.TypeChecker;
  /** The declarations that the index exports. */
  readonly exported: ReadonlySet<ts.Symbol>;
}

/** Reads an index and everything that it imports. Throws for anything that cannot be in one file. */
export function readModules(index: string): SourceModules {
  const program = ts.createProgram([index], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    noLib: true,
    types: [],
  });
  // Created first, because it sets the parent of each node.
  const checker = program.getTypeChecker();
  const modules = new Map(
    program.getSourceFiles().map((source) => [path.resolve(source.fileName), readModule(source)]),
  );
  const found = modules.get(path.resolve(index));
  if (found === undefined) throw new Error(`there is no ${index}`);
  return { index: found, modules, checker, exported: new Set(found.passedOn.map((name) => symbolOf(name, checker))) };
}

function symbolOf({ name }: ts.ExportSpecifier, checker: ts.TypeChecker): ts.Symbol {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined) throw new Error(`\`${name.text}\` is exported and declared nowhere`);
  return checker.getAliasedSymbol(symbol);
}

function readModule(source: ts.SourceFile): SourceModule {
  const file = path.resolve(source.fileName);
  const values: string[] = [];
  const passedOn: ts.ExportSpecifier[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const names = namesOf(statement.importClause?.namedBindings, file);
      const isType =
        statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        names.every(({ isTypeOnly }) => isTypeOnly);
      const target = fileOf(statement.moduleSpecifier, file);
      if (!isType) values.push(target);
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier === undefined)
        throw new Error(`${file} exports a list: export declarations instead`);
      const names = namesOf(statement.exportClause, file);
      const isType = statement.isTypeOnly || names.every(({ isTypeOnly }) => isTypeOnly);
      const target = fileOf(statement.moduleSpecifier, file);
      if (!isType) values.push(target);
      passedOn.push(...names.filter((name) => ts.isExportSpecifier(name)));
    }
  }
  for (const { target } of dynamicImports(source)) values.push(target);
  return { file, source, values, passedOn };
}

/** The names of an import or export. Throws for renamed ones, defaults and namespaces, which cannot be in one file. */
function namesOf(clause: ts.Node | undefined, file: string): readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] {
  const isList = clause !== undefined && (ts.isNamedImports(clause) || ts.isNamedExports(clause));
  if (!isList) throw new Error(`${file} imports or exports something else than a list of names`);
  const names: (ts.ImportSpecifier | ts.ExportSpecifier)[] = [...clause.elements];
  const renamed = names.find(({ propertyName }) => propertyName !== undefined);
  if (renamed !== undefined) throw new Error(`${file} renames \`${renamed.getText()}\``);
  return names;
}

function fileOf(specifier: ts.Expression | undefined, from: string): string {
  if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) {
    throw new Error(`${from} imports ${specifier?.getText() ?? "nothing"}: the runtime stands alone`);
  }
  return path.resolve(path.dirname(from), specifier.text.replace(/\.js$/u, ".ts"));
}

export interface DynamicImport {
  readonly call: ts.CallExpression;
  /** Absolute path of the module. */
  readonly target: string;
}

/** The calls of `import("./module.js")` in a module. */
export function dynamicImports(source: ts.SourceFile): DynamicImport[] {
  const found: DynamicImport[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push({ call: node, target: fileOf(node.arguments[0], path.resolve(source.fileName)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The names that a top-level statement declares. */
export function declaredNames(statement: ts.Statement): readonly ts.Identifier[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name).filter((name) => ts.isIdentifier(name));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name] : [];
}
