import type { Class, Program } from "oxc-parser";

/** The top-level declarations of a module that matter to its exports. */
export interface TopLevelNames {
  /** Names declared only as interfaces or type aliases. */
  readonly typesOnly: ReadonlySet<string>;
  /** Variables that are no classes: constants, for instance. */
  readonly variables: ReadonlySet<string>;
  /** Classes that implement `RoutingNode`; an anonymous one is called `default`. */
  readonly routingClasses: ReadonlySet<string>;
}

/** Reads the top-level declarations of a module. */
export function topLevelNames(program: Program): TopLevelNames {
  const types = new Set<string>();
  const values = new Set<string>();
  const variables = new Set<string>();
  const routingClasses = new Set<string>();
  const routingNames = namesOfRoutingNode(program);
  const addValue = (name: string, value: { readonly type: string } | null): void => {
    values.add(name);
    if (value && isClass(value) && isRouting(value, routingNames)) routingClasses.add(name);
  };
  for (const statement of program.body) {
    const isExport = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
    const declaration = isExport ? statement.declaration : statement;
    if (!declaration) continue;
    if (declaration.type === "TSInterfaceDeclaration" || declaration.type === "TSTypeAliasDeclaration") {
      types.add(declaration.id.name);
    } else if (declaration.type === "VariableDeclaration") {
      for (const { id, init } of declaration.declarations) {
        if (id.type !== "Identifier") continue;
        addValue(id.name, init);
        if (init === null || !isClass(init)) variables.add(id.name);
      }
    } else if ("id" in declaration) {
      addValue(declaration.id?.type === "Identifier" ? declaration.id.name : "default", declaration);
    }
  }
  return { typesOnly: new Set([...types].filter((name) => !values.has(name))), variables, routingClasses };
}

/** `RoutingNode` and the names under which it is imported. */
function namesOfRoutingNode(program: Program): Set<string> {
  const names = new Set(["RoutingNode"]);
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration") continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier" || specifier.imported.type !== "Identifier") continue;
      if (specifier.imported.name === "RoutingNode") names.add(specifier.local.name);
    }
  }
  return names;
}

function isClass(node: { readonly type: string }): node is Class {
  return node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

function isRouting(declaration: Class, routingNames: ReadonlySet<string>): boolean {
  return (declaration.implements ?? []).some(({ expression }) => {
    if (expression.type === "Identifier") return routingNames.has(expression.name);
    return expression.type === "MemberExpression" && "name" in expression.property
      ? expression.property.name === "RoutingNode"
      : false;
  });
}
