import type { ExpressionPlan, NodePlan, ReferencePlan, ValuePlan } from "../../plan.js";
import { type EmitScope, readKey } from "./emit-scope.js";
import { expectedInput, expectedPart } from "./expected-type.js";
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

/** The type of what `inputs` gives a node: what its payload is. */
export function inputsType(scope: EmitScope, node: NodePlan, inputs: ValuePlan): TypeNode {
  return valueType(inputs, (ref, path) => readType(scope, node, ref, expectedAt(scope, node, path)), []);
}

/**
 * What `inputs` gives a node some of whose reads are circular, with what these find: nothing else is made of that type, so
 * it may lead back to the node. Undefined where no read is.
 */
export function circularInputs(scope: EmitScope, node: NodePlan): TypeNode | undefined {
  if (node.inputs === undefined || !node.reads.some((read) => scope.circular.has(readKey(node.id, read)))) {
    return undefined;
  }
  return inputsType({ ...scope, circular: new Set() }, node, node.inputs);
}

/** What a node expects at a path of its inputs; nothing is known of what is in a template. */
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
    default:
      return expressionType(value, (ref) => typeOf(ref, path));
  }
}

/** Whether a value holds nothing but literals: its type is plain as it is written. */
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

/** The type of an expression, where that of a reference is known. */
export function expressionType(value: ExpressionPlan, typeOf: (ref: ReferencePlan) => TypeNode): TypeNode {
  if (value.kind === "reference") return typeOf(value);
  if (value.kind === "literal") {
    return typeof value.value === "number" && !Number.isFinite(value.value)
      ? reference("number")
      : literalType(value.value);
  }
  const types = value.operands.map((operand) => {
    const type = expressionType(operand, typeOf);
    // A variable that is not set is undefined here (SPEC 3).
    return operand.kind === "reference" && operand.scope === "env" ? unionType([type, undefinedType]) : type;
  });
  // What comes after an unknown value says nothing more.
  const end = types.findIndex(isUnknown);
  return orType(end < 0 ? types : types.slice(0, end + 1));
}

/** So many types of a `??` are nested one by one; the types of a longer one are halved, so that none is nested deep. */
const fewOperands = 8;

/** `Or<A, Or<B, C>>`: `??` is associative, so it does not matter how the types are nested. */
function orType(types: readonly TypeNode[]): TypeNode {
  const [first = unknownType, ...others] = types;
  if (others.length === 0) return first;
  if (types.length <= fewOperands) return reference("Or", first, orType(others));
  const half = types.length >> 1;
  return reference("Or", orType(types.slice(0, half)), orType(types.slice(half)));
}
