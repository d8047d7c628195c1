import type { Expression } from "./expression.js";

/** The most operands of one operator in a row. Each of them takes a part of the stack of TypeScript. */
const mostOperands = 200;

/** Writes operands of an operator, very many of them as groups in parentheses, which mean the same. */
export function inGroups(
  operands: readonly Expression[],
  of: (operands: readonly Expression[]) => Expression,
): Expression {
  if (operands.length <= mostOperands) return of(operands);
  const size = Math.max(mostOperands / 2, Math.ceil(operands.length / mostOperands));
  const groups = Array.from({ length: Math.ceil(operands.length / size) }, (_, index) => {
    return operands.slice(index * size, (index + 1) * size);
  });
  return of(groups.map((group) => inGroups(group, of)));
}
