import {
  type Doc,
  fill,
  group,
  hardline,
  ifBreak,
  indent,
  indentIfBreak,
  join,
  line,
  marked,
  softline,
} from "../print/doc.js";
import { addMark, type FlatText, layoutAsLine } from "../print/flat-text.js";
import { printWidth } from "../print/print-width.js";
import { numberLiteral, stringLiteral } from "../print/strings.js";
import { textWidth } from "../print/text-width.js";
import { layoutType } from "../types/layout-type.js";
import { isIdentifierName } from "../names/safe-identifier.js";
import type { Assignment, Entry, Expression, Parameter } from "./expression.js";
import { addFlat, addFlatSignature } from "./flat-expression.js";
import { entryName, isBlock, isBrokenList, literalText, unmarked } from "./layout-parts.js";

/** Lays out a value like prettier. */
export function layoutExpression(value: Expression): Doc {
  switch (value.kind) {
    case "name":
      return value.name;
    case "literal":
      return literalText(value.value);
    case "call":
      return layoutCall(value.name, value.args);
    case "coalesce":
      return layoutCoalesce(value.operands, true);
    case "logical":
      return layoutLogical(value, true);
    case "not":
      return layoutNot(value.value);
    case "list":
      return layoutList(value.items);
    case "object":
      return layoutObject(value.entries, value.isExpanded);
    case "member":
      return [layoutExpression(value.object), marked(layoutAccess(value.key), value.mark)];
    case "satisfies":
      return [layoutExpression(value.value), " ", marked(["satisfies ", layoutType(value.type)], value.mark)];
    case "arrow":
      return layoutArrow(value);
    case "store":
      return ["(to, value) =>", group(indent([line, "(to", layoutAccess(value.key), " = value)"]))];
    case "marked":
      return marked(layoutExpression(value.value), value.mark);
  }
}

function layoutCall(callee: string, args: readonly Expression[]): Doc {
  if (args.length === 0) return `${callee}()`;
  const docs = join([",", line], args.map(layoutExpression));
  return [callee, group(["(", indent([softline, docs]), ifBreak(","), softline, ")"])];
}

/** Lays out `a ?? b`. The operands after the first are indented, unless the surrounding code already indents them. */
function layoutCoalesce(operands: readonly Expression[], isIndented: boolean): Doc {
  const [first = "", ...others] = operands.map((operand) => {
    return operand.kind === "coalesce" ? ["(", layoutCoalesce(operand.operands, true), ")"] : layoutExpression(operand);
  });
  const rest = others.length === 1 ? [" ", group(["??", line, others])] : others.map((doc): Doc => [" ??", line, doc]);
  return group([group(first), isIndented ? indent(rest) : rest]);
}

type Logical = Extract<Expression, { readonly kind: "logical" }>;

/**
 * Lays out `a && b`. The operands after the first are indented, unless the surrounding code already indents them. Those with
 * the other operator are in parentheses.
 */
function layoutLogical({ operator, operands }: Logical, isIndented: boolean): Doc {
  const [first = "", ...others] = operands.map(layoutOperand);
  const isPlain = operands.length === 2 && !operands.some((operand) => unmarked(operand).kind === "logical");
  const rest = others.map((doc): Doc => [" ", isPlain ? group([operator, line, doc]) : [operator, line, doc]]);
  return group([group(first), isIndented ? indent(rest) : rest]);
}

function layoutOperand(operand: Expression): Doc {
  const inner = unmarked(operand);
  return inner.kind === "logical" ? ["(", layoutLogical(inner, true), ")"] : layoutExpression(operand);
}

/** Lays out `!a`, `!(a && b)`. */
function layoutNot(value: Expression): Doc {
  const inner = unmarked(value);
  if (inner.kind !== "logical") return ["!", layoutExpression(value)];
  return ["!(", group([indent([softline, layoutLogical(inner, false)]), softline]), ")"];
}

/** Lays out the value of a property, an assignment or an arrow function, which already indents the operands of `??`. */
function layoutAssignedValue(value: Expression): Doc {
  if (value.kind === "marked") return marked(layoutAssignedValue(value.value), value.mark);
  if (value.kind === "logical") return layoutLogical(value, false);
  return value.kind === "coalesce" ? layoutCoalesce(value.operands, false) : layoutExpression(value);
}

function layoutAccess(key: string | number): Doc {
  if (typeof key === "number") return `[${key}]`;
  return isIdentifierName(key) ? `.${key}` : group(["[", indent([softline, stringLiteral(key)]), softline, "]"]);
}

function layoutList(items: readonly Expression[]): Doc {
  if (items.length === 0) return "[]";
  const numbers = items.flatMap((item) =>
    item.kind === "literal" && typeof item.value === "number" ? [numberLiteral(item.value)] : [],
  );
  if (numbers.length === items.length) return group(["[", indent([softline, fill(numbers)]), softline, "]"]);
  const docs = items.map((item) => group(layoutExpression(item)));
  const separator = isBrokenList(items) ? [",", hardline] : [",", line];
  return group(["[", indent([softline, join(separator, docs), ifBreak(",")]), softline, "]"]);
}

function layoutObject(entries: readonly Entry[], isExpanded: boolean): Doc {
  if (entries.length === 0) return "{}";
  const docs = entries.map(layoutEntry);
  if (isExpanded) return ["{", indent([hardline, join([",", hardline], docs), ","]), hardline, "}"];
  return group(["{", indent([line, join([",", line], docs)]), ifBreak(","), line, "}"]);
}

/** Lays out `key: value`, with a line break after the colon where prettier has one. */
function layoutEntry({ key, value }: Entry): Doc {
  const name = entryName(key);
  const hasShortKey = textWidth(name) < 5;
  return layoutAssigned(`${name}:`, value, hasShortKey);
}

/** Lays out a left-hand side and the value assigned to it, according to prettier's layouts of assignments. */
function layoutAssigned(left: Doc, value: Expression, hasShortKey: boolean): Doc {
  const right = layoutAssignedValue(value);
  const layout = assignmentLayout(value, hasShortKey);
  if (layout === "break-after") return group([group(left), group(indent([line, right]))]);
  if (layout === "never-break") return group([group(left), " ", right]);
  const gap = group(indent(line));
  return group([group(left), gap, indentIfBreak(right, gap)]);
}

function assignmentLayout(value: Expression, hasShortKey: boolean): "break-after" | "never-break" | "fluid" {
  if (value.kind === "marked") return assignmentLayout(value.value, hasShortKey);
  if (value.kind === "coalesce" || value.kind === "logical") return "break-after";
  if (hasShortKey) return "never-break";
  if (value.kind === "literal" && typeof value.value === "string") return "break-after";
  if (value.kind === "member" || (value.kind === "call" && isShortCall(value.args))) return "break-after";
  const isPlain = typeof value === "object" && value.kind === "literal" && value.value !== null;
  const isNegative =
    value.kind === "literal" && typeof value.value === "number" && (value.value < 0 || Object.is(value.value, -0));
  return isPlain && !isNegative ? "never-break" : "fluid";
}

/** Whether breaking a call would not make it narrower. */
function isShortCall(args: readonly Expression[]): boolean {
  const [only, ...others] = args;
  if (only === undefined) return true;
  if (others.length > 0) return false;
  if (only.kind === "marked") return isShortCall([only.value]);
  if (only.kind === "name") return only.name.length <= printWidth / 4;
  if (only.kind !== "literal") return false;
  return typeof only.value !== "string" || stringLiteral(only.value).length <= printWidth / 4;
}

function layoutArrow({ parameters, returns, body }: Extract<Expression, { readonly kind: "arrow" }>): Doc {
  const returned: Doc = returns === undefined ? "" : [": ", layoutType(returns)];
  const signature = group([layoutParameters(parameters), returned]);
  if (isBlock(body)) {
    return group([signature, " => {", layoutBlock(body), "}"]);
  }
  const inner = unmarked(body);
  const doc = layoutAssignedValue(body);
  if (inner.kind === "object") return group([signature, " =>", group([" ", "(", doc, ")"])]);
  return group([signature, " =>", group(inner.kind === "list" ? [" ", doc] : indent([line, doc]))]);
}

function layoutParameters(parameters: readonly Parameter[]): Doc {
  const [only] = parameters;
  if (only === undefined) return "()";
  // If the only parameter has an object type, the object breaks before the return type does.
  if (parameters.length === 1 && only.type?.kind === "object") {
    return ["(", `${only.name}: `, layoutType(only.type, "hugged"), ")"];
  }
  const docs = parameters.map(({ name, type }) => (type === undefined ? name : [`${name}: `, layoutType(type)]));
  return ["(", indent([softline, join([",", line], docs)]), ifBreak(","), softline, ")"];
}

/** Lays out the statements of a block, each on its own lines, with the line breaks around them. */
function layoutBlock(statements: readonly Assignment[]): Doc {
  return [indent([hardline, join(hardline, statements.map(layoutStatement))]), hardline];
}

function layoutStatement({ target, value, mark }: Assignment): Doc {
  return layoutAsLine((to) => addStatement(to, { target, value, mark }), {
    otherwise: () => marked([layoutAssigned([layoutExpression(target), " ="], value, false), ";"], mark),
  });
}

function addStatement(to: FlatText, { target, value, mark }: Assignment): boolean {
  const start = to.text.length;
  if (!addFlat(to, target)) return false;
  to.text += " = ";
  if (!addFlat(to, value)) return false;
  to.text += ";";
  addMark(to, start, mark);
  return true;
}

/** Lays out an entry on its own lines, with the comma after it. */
export function layoutLine(entry: Entry): Doc {
  const { key, value } = entry;
  const otherwise = (): Doc => [layoutEntry(entry), ","];
  const add = (to: FlatText): boolean => {
    to.text += `${entryName(key)}: `;
    if (value.kind === "arrow" && isBlock(value.body)) {
      if (!addFlatSignature(to, value)) return false;
      to.text += " => {";
      return true;
    }
    if (!addFlat(to, value)) return false;
    to.text += ",";
    return true;
  };
  if (value.kind !== "arrow" || !isBlock(value.body)) return layoutAsLine(add, { otherwise });
  const { body } = value;
  return layoutAsLine(add, { rest: () => [layoutBlock(body), "},"], otherwise });
}

/** Lays out an item of a list that has its items on lines of their own, with the comma after it. */
export function layoutItem(item: Expression): Doc {
  const otherwise = (): Doc => [group(layoutExpression(item)), ","];
  const add = (to: FlatText): boolean => {
    const isAdded = addFlat(to, item);
    to.text += ",";
    return isAdded;
  };
  return layoutAsLine(add, { otherwise });
}
