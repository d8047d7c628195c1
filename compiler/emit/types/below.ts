import { literalType, reference, tupleType, type TypeNode } from "./type-node.js";

export type Path = readonly (string | number)[];

/** The type at a path below a type: `At<T, ["a", 0]>`, or the type itself if the path is empty. */
export function below(type: TypeNode, path: Path): TypeNode {
  return path.length === 0 ? type : reference("At", type, tupleType(path.map(literalType)));
}
