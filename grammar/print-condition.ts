import type { Condition } from "./ast.js";
import { printLiteral, printPath, printReference } from "./print-operand.js";

/** How tightly each kind of condition binds; a looser one inside of a tighter one needs parentheses. */
const tightness = { or: 0, and: 1, not: 2, comparison: 3 } as const;

/** Prints a condition. Parsing the result gives the same AST, except for ranges. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "or":
    case "and":
      return condition.members
        .map((member) => within(member, tightness[condition.kind] + 1))
        .join(` ${condition.kind} `);
    case "not":
      return `not ${within(condition.member, tightness.not)}`;
    case "comparison": {
      const { operator, left, right } = condition;
      return `${within(left, tightness.comparison + 1)} ${operator} ${within(right, tightness.comparison + 1)}`;
    }
    case "literal-list":
      return `[${condition.items.map(printLiteral).join(", ")}]`;
    case "result":
      return `$result${printPath(condition.path)}`;
    case "literal":
      return printLiteral(condition);
    case "coalesce":
      return condition.operands.map(printCondition).join(" ?? ");
    case "reference":
      return printReference(condition);
  }
}

function within(condition: Condition, least: number): string {
  const text = printCondition(condition);
  const { kind } = condition;
  const isLoose =
    (kind === "or" || kind === "and" || kind === "not" || kind === "comparison") && tightness[kind] < least;
  return isLoose ? `(${text})` : text;
}
