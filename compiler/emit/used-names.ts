import type { Entry, Expression } from "./table/expression.js";
import type { TypeNode } from "./types/type-node.js";

/** Collects the names that types and values refer to, and the nodes whose `Results` and `Successors` they use. */
export interface UsedNames {
  readonly names: ReadonlySet<string>;
  readonly results: ReadonlySet<string>;
  readonly successors: ReadonlySet<string>;
  addType(type: TypeNode): void;
  addEntries(entries: readonly Entry[]): void;
}

export function createUsedNames(): UsedNames {
  const found: Found = { names: new Set(), results: new Set(), successors: new Set() };
  return {
    ...found,
    addType: (type) => addType(found, type),
    addEntries: (entries) => {
      for (const { value } of entries) addExpression(found, value);
    },
  };
}

interface Found {
  readonly names: Set<string>;
  readonly results: Set<string>;
  readonly successors: Set<string>;
}

function addType(found: Found, type: TypeNode): void {
  switch (type.kind) {
    case "reference":
      found.names.add(type.name);
      return addTypes(found, type.args);
    case "typeof":
      found.names.add(type.name);
      return;
    case "index":
      return addIndex(found, type.object, type.key);
    case "array":
      return addType(found, type.element);
    case "tuple":
      return addTypes(found, type.elements);
    case "union":
    case "intersection":
      return addTypes(found, type.members);
    case "object":
      for (const member of type.members) addType(found, member.type);
      return;
    case "literal":
    case "values":
  }
}

function addIndex(found: Found, object: TypeNode, key: string | number): void {
  if (object.kind === "reference") {
    if (object.name === "Results") found.results.add(String(key));
    if (object.name === "Successors") found.successors.add(String(key));
  }
  addType(found, object);
}

function addTypes(found: Found, types: readonly TypeNode[]): void {
  for (const type of types) addType(found, type);
}

function addExpression(found: Found, value: Expression): void {
  switch (value.kind) {
    case "name":
      found.names.add(value.name);
      return;
    case "call":
      found.names.add(value.name);
      return addAll(found, value.args);
    case "coalesce":
    case "logical":
      return addAll(found, value.operands);
    case "list":
      return addAll(found, value.items);
    case "object":
      for (const entry of value.entries) addExpression(found, entry.value);
      return;
    case "member":
      return addExpression(found, value.object);
    case "satisfies":
      addType(found, value.type);
      return addExpression(found, value.value);
    case "not":
    case "marked":
      return addExpression(found, value.value);
    case "arrow":
      return addArrow(found, value);
    case "literal":
    case "store":
  }
}

function addAll(found: Found, values: readonly Expression[]): void {
  for (const value of values) addExpression(found, value);
}

function addArrow(found: Found, { parameters, returns, body }: Extract<Expression, { readonly kind: "arrow" }>): void {
  for (const { type } of parameters) if (type !== undefined) addType(found, type);
  if (returns !== undefined) addType(found, returns);
  if ("kind" in body) return addExpression(found, body);
  for (const statement of body) {
    addExpression(found, statement.target);
    addExpression(found, statement.value);
  }
}
