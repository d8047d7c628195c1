import type { Condition } from "./ast.js";
import type { GrammarError } from "./grammar-error.js";

/** Reports lists that are not behind `in`, and literals behind `in` that are no list. */
export function misplacedLists(condition: Condition): GrammarError[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.members.flatMap(misplacedLists);
    case "not":
      return misplacedLists(condition.member);
    case "comparison": {
      const { operator, left, right } = condition;
      if (operator !== "in") return [...misplacedLists(left), ...misplacedLists(right)];
      if (right.kind === "literal-list") return misplacedLists(left);
      const isNoList = right.kind !== "reference" && right.kind !== "result" && right.kind !== "coalesce";
      return [...misplacedLists(left), ...(isNoList ? [fault(right, true)] : [])];
    }
    case "literal-list":
      return [fault(condition, false)];
    default:
      return [];
  }
}

function fault({ range }: Condition, isMissing: boolean): GrammarError {
  return { code: "condition/misplaced-list", params: { isMissing }, range };
}
