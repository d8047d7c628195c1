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
  const names = new Set<string>();
  const results = new Set<string>();
  const successors = new Set<string>();
  const addType = (type: TypeNode): void => {
    if (type.kind === "reference" || type.kind === "typeof") names.add(type.name);
    if (type.kind === "index" && type.object.kind === "reference") {
      if (type.object.name === "Results") results.add(String(type.key));
      if (type.object.name === "Successors") successors.add(String(type.key));
    }
    for (const part of typeParts(type)) addType(part);
  };
  const addExpression = (value: Expression): void => {
    if (value.kind === "name" || value.kind === "call") names.add(value.name);
    for (const type of expressionTypes(value)) addType(type);
    for (const part of expressionParts(value)) addExpression(part);
  };
  return {
    names,
    results,
    successors,
    addType,
    addEntries: (entries) => entries.forEach(({ value }) => addExpression(value)),
  };
}

function typeParts(type: TypeNode): readonly TypeNode[] {
  switch (type.kind) {
    case "reference":
      return type.args;
    case "index":
      return [type.object];
    case "array":
      return [type.element];
    case "tuple":
      return type.elements;
    case "union":
    case "intersection":
      return type.members;
    case "object":
      return type.members.map((member) => member.type);
    default:
      return [];
  }
}

function expressionTypes(value: Expression): readonly TypeNode[] {
  if (value.kind === "satisfies") return [value.type];
  if (value.kind !== "arrow") return [];
  const types = value.parameters.flatMap(({ type }) => (type === undefined ? [] : [type]));
  return value.returns === undefined ? types : [...types, value.returns];
}

function expressionParts(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case "call":
      return value.args;
    case "coalesce":
    case "logical":
      return value.operands;
    case "list":
      return value.items;
    case "object":
      return value.entries.map((entry) => entry.value);
    case "member":
      return [value.object];
    case "satisfies":
    case "not":
    case "marked":
      return [value.value];
    case "arrow":
      return "kind" in value.body
        ? [value.body]
        : value.body.flatMap((statement) => [statement.target, statement.value]);
    default:
      return [];
  }
}
