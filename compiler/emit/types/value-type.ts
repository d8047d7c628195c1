import type { ExpressionPlan, NodePlan, Reader, ReferencePlan, ValuePlan } from "../../plan.js";
import { type EmitScope, readKey } from "./emit-scope.js";
import { expectedInput, expectedPart } from "./expected-type.js";
import { isAlwaysSet, listSources } from "../../source-set.js";
import { stopsBefore } from "./arrival-type.js";
import { readType } from "./read-type.js";
import type { Path } from "./below.js";
import {
  isUnknown,
  literalType,
  objectType,
  reference,
  tupleType,
  type TypeNode,
  undefinedType,
  unionType,
  unknownType,
} from "./type-node.js";

/** The type of what `inputs` gives a node, which is its payload. */
export function inputsType(scope: EmitScope, node: NodePlan, inputs: ValuePlan): TypeNode {
  return valueType(inputs, (ref, path) => readType(scope, node, ref, expectedAt(scope, node, path)), []);
}

/** The type of what a value gives its reader, if nothing says what is expected of it. */
export function outputType(scope: EmitScope, reader: Reader, value: ValuePlan): TypeNode {
  return valueType(
    value,
    (ref) => unionType([readType(scope, reader, ref, unknownType), ...skippedBefore(scope, reader, ref)]),
    [],
  );
}

/** Undefined, as far as a mapping as the result of a node can skip the only node that sets what the output reads (SPEC 5). */
function skippedBefore(scope: EmitScope, reader: Reader, ref: ReferencePlan): TypeNode[] {
  const read = scope.readOf(reader, ref);
  if (read === undefined || read.scope === "joins" || !isAlwaysSet(read.sources)) return [];
  const [writer, ...others] = new Set(listSources(read.sources).map(({ node }) => node));
  return writer === undefined || others.length > 0 ? [] : stopsBefore(scope, scope.plan.entry, writer);
}

/**
 * The type of `inputs` with what its circular reads really find. No other type is derived from it, so it may refer back
 * to the node. Undefined if no read is circular.
 */
export function circularInputs(scope: EmitScope, node: NodePlan): TypeNode | undefined {
  if (node.inputs === undefined || !node.reads.some((read) => scope.circular.has(readKey(node.id, read)))) {
    return undefined;
  }
  return inputsType({ ...scope, circular: new Set() }, node, node.inputs);
}

/** The type that a node expects at a path of its inputs; unknown in a template. */
export function expectedAt(scope: EmitScope, node: NodePlan, path: Path | undefined): TypeNode {
  return path === undefined ? unknownType : expectedPart(expectedInput(scope, node), path);
}

type TypeOfReference = (ref: ReferencePlan, path: Path) => TypeNode;

function valueType(value: ValuePlan, typeOf: TypeOfReference, path: Path): TypeNode {
  switch (value.kind) {
    case "list":
      return tupleType(value.items.map((item, index) => valueType(item, typeOf, [...path, index])));
    case "object": {
      const type = objectType(
        value.entries.map(({ key, value: entry }) => {
          return { key: key.value, isOptional: false, type: valueType(entry, typeOf, [...path, key.value]) };
        }),
      );
      return path.length > 0 && isLiteral(value) ? type : reference("Plain", type);
    }
    case "template":
      return reference("string");
    case "condition":
      return reference("boolean");
    default:
      return expressionType(value, (ref) => typeOf(ref, path));
  }
}

/** Whether a value contains only literals, so that its type is already plain. */
function isLiteral(value: ValuePlan): boolean {
  switch (value.kind) {
    case "list":
      return value.items.every(isLiteral);
    case "object":
      return value.entries.every((entry) => isLiteral(entry.value));
    default:
      return value.kind === "literal";
  }
}

/** The type of an expression, given the types of its references. */
export function expressionType(value: ExpressionPlan, typeOf: (ref: ReferencePlan) => TypeNode): TypeNode {
  if (value.kind === "reference") return typeOf(value);
  if (value.kind === "literal") {
    return typeof value.value === "number" && !Number.isFinite(value.value)
      ? reference("number")
      : literalType(value.value);
  }
  const types = value.operands.map((operand) => {
    const type = expressionType(operand, typeOf);
    // Here, a variable that is not set is undefined (SPEC 3).
    return operand.kind === "reference" && operand.scope === "env" ? unionType([type, undefinedType]) : type;
  });
  // After an unknown value, the other operands add nothing.
  const end = types.findIndex(isUnknown);
  return orType(end < 0 ? types : types.slice(0, end + 1));
}

/**
 * Up to this many types of a `??` are nested one by one. Longer lists are split in halves, so that no type is nested
 * deeply.
 */
const fewOperands = 8;

/** Returns `Or<A, Or<B, C>>`. The nesting does not matter, since `??` is associative. */
function orType(types: readonly TypeNode[]): TypeNode {
  const [first = unknownType, ...others] = types;
  if (others.length === 0) return first;
  if (types.length <= fewOperands) return reference("Or", first, orType(others));
  const half = types.length >> 1;
  return reference("Or", orType(types.slice(0, half)), orType(types.slice(half)));
}
