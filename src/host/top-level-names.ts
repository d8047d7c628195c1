import type { Class, Program } from "oxc-parser";

/** What a module's top level declares, as far as its exports need it. */
export interface TopLevelNames {
  /** Declared as interfaces or type aliases and as nothing else. */
  readonly typesOnly: ReadonlySet<string>;
  /** Classes that implement `RoutingNode`; `default` for one without a name. */
  readonly routingClasses: ReadonlySet<string>;
}

/** Reads the declarations of a module's top level. */
export function topLevelNames(program: Program): TopLevelNames {
  const types = new Set<string>();
  const values = new Set<string>();
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
      for (const { id, init } of declaration.declarations) if (id.type === "Identifier") addValue(id.name, init);
    } else if ("id" in declaration) {
      addValue(declaration.id?.type === "Identifier" ? declaration.id.name : "default", declaration);
    }
  }
  return { typesOnly: new Set([...types].filter((name) => !values.has(name))), routingClasses };
}

/** The interface's own name, and what imports rename it to. */
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
