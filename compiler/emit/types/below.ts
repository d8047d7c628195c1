import { literalType, reference, tupleType, type TypeNode } from "./type-node.js";

export type Path = readonly (string | number)[];

/** What a path finds below a type: `At<T, ["a", 0]>`; the type itself for no path. */
export function below(type: TypeNode, path: Path): TypeNode {
  return path.length === 0 ? type : reference("At", type, tupleType(path.map(literalType)));
}
