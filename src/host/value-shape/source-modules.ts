import type { Program, Statement } from "oxc-parser";
import { parseScript } from "../parse-script.js";

/** A parsed module. */
export interface SourceModule {
  /** Absolute path. */
  readonly file: string;
  readonly program: Program;
}

/** A declaration, and the module that it is in. */
export interface FoundDeclaration {
  readonly declaration: Statement;
  readonly module: SourceModule;
}

/** Modules as a reader of types needs them. */
export interface SourceModules {
  open(file: string): SourceModule | undefined;
  /** What a name means in a module, there or where it is imported from; undefined if that is not in a source file, or not unique. */
  find(name: string, module: SourceModule): FoundDeclaration | undefined;
  /** What a module exports under a name. */
  findExport(name: string, module: SourceModule): FoundDeclaration | undefined;
}

export interface SourceModulesOptions {
  /** The text of a file; undefined if it cannot be read. */
  readonly read: (file: string) => string | undefined;
  /** The source file that a specifier leads to; undefined if it leads to none. */
  readonly resolve: (specifier: string, from: string) => string | undefined;
}

/** How many modules a name is followed through: `export *` can lead in circles. */
const longestWay = 20;

/** Opens modules by their paths. Each is parsed once. */
export function createSourceModules({ read, resolve }: SourceModulesOptions): SourceModules {
  const opened = new Map<string, SourceModule | undefined>();
  const open = (file: string): SourceModule | undefined => {
    if (!opened.has(file)) opened.set(file, parse(file, read(file)));
    return opened.get(file);
  };
  const follow = (specifier: string, name: string, from: SourceModule, way: number): FoundDeclaration | undefined => {
    const file = resolve(specifier, from.file);
    const module = file === undefined ? undefined : open(file);
    return module === undefined ? undefined : findExport(name, module, way + 1);
  };
  const find = (name: string, module: SourceModule, way: number): FoundDeclaration | undefined => {
    const declared = module.program.body.map(declarationIn).filter((statement) => declares(statement, name));
    const [declaration] = declared;
    if (declaration !== undefined) return declared.length === 1 ? { declaration, module } : undefined;
    for (const statement of module.program.body) {
      if (statement.type !== "ImportDeclaration") continue;
      for (const specifier of statement.specifiers) {
        if (specifier.local.name !== name || specifier.type === "ImportNamespaceSpecifier") continue;
        const imported = specifier.type === "ImportSpecifier" ? nameOf(specifier.imported) : "default";
        return follow(statement.source.value, imported, module, way);
      }
    }
    return undefined;
  };
  const findExport = (name: string, module: SourceModule, way: number): FoundDeclaration | undefined => {
    if (way > longestWay) return undefined;
    for (const statement of module.program.body) {
      if (statement.type === "ExportDefaultDeclaration" && name === "default") {
        const { declaration } = statement;
        if (declaration.type === "Identifier") return find(declaration.name, module, way);
        return declaration.type === "FunctionDeclaration" ? { declaration, module } : undefined;
      }
      if (statement.type !== "ExportNamedDeclaration") continue;
      if (declares(statement.declaration, name)) return find(name, module, way);
      const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name);
      if (specifier === undefined) continue;
      const local = nameOf(specifier.local);
      return statement.source === null ? find(local, module, way) : follow(statement.source.value, local, module, way);
    }
    const stars = module.program.body.filter((statement) => statement.type === "ExportAllDeclaration");
    for (const { source, exported } of stars) {
      const found = exported === null ? follow(source.value, name, module, way) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    open,
    find: (name, module) => find(name, module, 0),
    findExport: (name, module) => findExport(name, module, 0),
  };
}

function parse(file: string, text: string | undefined): SourceModule | undefined {
  if (text === undefined) return undefined;
  const { program, errors } = parseScript(file, text);
  return errors.length > 0 ? undefined : { file, program };
}

function declarationIn(statement: Statement): Statement | null {
  return statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
}

function declares(statement: Statement | null, name: string): statement is Statement {
  switch (statement?.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
      return statement.id.name === name;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return statement.id?.name === name;
    case "VariableDeclaration":
      return statement.declarations.some(({ id }) => id.type === "Identifier" && id.name === name);
    default:
      return false;
  }
}

function nameOf(name: { readonly type: string; readonly name?: string; readonly value?: unknown }): string {
  return name.name ?? String(name.value);
}
