import type { ExportDefaultDeclaration, Expression, Program, Statement } from "oxc-parser";
import { parseScript } from "../host/parse-script.js";
import { literalValue, propertyKey, resolveExpression, type Constants, type LiteralScope } from "./literal-value.js";

/** What the text of a TypeScript or JavaScript configuration shows without running it. */
export interface ConfigSource {
  readonly syntaxError: { readonly message: string; readonly offset: number } | undefined;
  /** The configuration itself; undefined if the module contains anything that must be evaluated. */
  readonly literal: { readonly value: unknown } | undefined;
  /**
   * The offset of a key or its value, or of the nearest enclosing value; undefined if the text has no configuration to
   * point into.
   */
  offsetOf(path: readonly (string | number)[], onKey: boolean): number | undefined;
}

/** Modules that export `defineConfig`. */
const definingModules = new Set(["flowc", "flowc/config"]);

/** Reads a configuration module. Most contain only literals and need no TypeScript loader. */
export function readConfigSource(file: string, text: string): ConfigSource {
  const { program, errors } = parseScript(file, text);
  const [error] = errors;
  if (error !== undefined) {
    const syntaxError = { message: error.message.replaceAll(/\s+/gu, " "), offset: error.labels[0]?.start ?? 0 };
    return { syntaxError, literal: undefined, offsetOf: () => undefined };
  }
  const scope = { constants: constantsOf(program), definers: definersOf(program) };
  const exported = exportedOf(program);
  return {
    syntaxError: undefined,
    literal:
      exported !== undefined && program.body.every((part) => isHarmless(part, scope))
        ? literalValue(exported, scope)
        : undefined,
    offsetOf: (path, onKey) => (exported === undefined ? undefined : offsetIn(exported, { path, onKey, scope })),
  };
}

function constantsOf(program: Program): Constants {
  const constants = new Map<string, Expression>();
  for (const statement of program.body) {
    if (statement.type !== "VariableDeclaration" || statement.kind !== "const") continue;
    for (const { id, init } of statement.declarations) {
      if (id.type === "Identifier" && init !== null) constants.set(id.name, init);
    }
  }
  return constants;
}

function definersOf(program: Program): Set<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration" || !definingModules.has(statement.source.value)) continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier" || specifier.imported.type !== "Identifier") continue;
      if (specifier.imported.name === "defineConfig") names.add(specifier.local.name);
    }
  }
  return names;
}

/** The value of `export default …`, `export = …` or `module.exports = …`. */
function exportedOf(program: Program): Expression | undefined {
  for (const statement of program.body) {
    if (statement.type === "ExportDefaultDeclaration") {
      return expressionOf(statement.declaration);
    }
    if (statement.type === "TSExportAssignment") return statement.expression;
    if (isModuleExports(statement)) return statement.expression.right;
  }
  return undefined;
}

function expressionOf(declaration: ExportDefaultDeclaration["declaration"]): Expression | undefined {
  switch (declaration.type) {
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "TSEmptyBodyFunctionExpression":
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
      return undefined;
    default:
      return declaration;
  }
}

function isModuleExports(statement: Statement): statement is ModuleExports {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return false;
  const { left } = statement.expression;
  return (
    left.type === "MemberExpression" &&
    left.object.type === "Identifier" &&
    left.object.name === "module" &&
    left.property.type === "Identifier" &&
    left.property.name === "exports"
  );
}

type ModuleExports = Extract<Statement, { type: "ExpressionStatement" }> & {
  readonly expression: Extract<Expression, { type: "AssignmentExpression" }>;
};

/** Whether running a statement has no effect other than defining the configuration. */
function isHarmless(statement: Statement, scope: LiteralScope): boolean {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.importKind === "type" || definingModules.has(statement.source.value);
    case "VariableDeclaration":
      return statement.declarations.every(({ init }) => init !== null && literalValue(init, scope) !== undefined);
    case "ExportDefaultDeclaration":
    case "TSExportAssignment":
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
      return true;
    default:
      return isModuleExports(statement);
  }
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly onKey: boolean;
  readonly scope: LiteralScope;
}

function offsetIn(given: Expression, { path, onKey, scope }: Place): number {
  const expression = resolveExpression(given, scope);
  const [key, ...rest] = path;
  if (typeof key === "number" && expression.type === "ArrayExpression") {
    const element = expression.elements[key];
    if (element && element.type !== "SpreadElement") return offsetIn(element, { path: rest, onKey, scope });
  }
  if (typeof key === "string" && expression.type === "ObjectExpression") {
    for (const property of expression.properties) {
      if (property.type !== "Property" || propertyKey(property) !== key) continue;
      if (rest.length === 0 && onKey) return property.key.start;
      return offsetIn(property.value, { path: rest, onKey, scope });
    }
  }
  return expression.start;
}
