import type {
  ChoicePlan,
  ConditionPlan,
  ConditionValuePlan,
  ExpressionPlan,
  FlowPlan,
  ReferencePlan,
  ValuePlan,
} from "./plan.js";

/** A reference and its place in the flow. */
export interface ReferenceUse {
  readonly reference: ReferencePlan;
  /** Whether undefined is handled: by a `??` after it, or since a condition asks whether it is there. */
  readonly isGuarded: boolean;
  /** Whether it is read once the node has written its outputs, by a condition of an edge (SPEC 12). */
  readonly isAfter: boolean;
  /** If it ends a `??` chain, the operands before it: it is only read where they find nothing. */
  readonly before: readonly ReferencePlan[];
}

type Take = (reference: ReferencePlan, isGuarded: boolean, before: readonly ReferencePlan[]) => void;

const nothing: readonly ReferencePlan[] = [];

/** The parts of a node that contain references, in the syntax and in the plan. */
interface Referring {
  readonly inputs: ValuePlan | undefined;
  readonly callable?: { readonly kind: string; readonly expression?: ExpressionPlan } | undefined;
  readonly choices: readonly ChoicePlan[];
}

/** Returns all references of a node: those of its callable, of its inputs, of its conditions, each in text order. */
export function referenceUses({ callable, inputs, choices }: Referring): ReferenceUse[] {
  const uses: ReferenceUse[] = [];
  const early: Take = (reference, isGuarded, before) => {
    uses.push({ reference, isGuarded, before, isAfter: false });
  };
  if (callable?.expression !== undefined) visitExpression(callable.expression, early);
  if (inputs !== undefined) visitValue(inputs, early);
  const after: Take = (reference, isGuarded, before) => {
    uses.push({ reference, isGuarded, before, isAfter: true });
  };
  for (const { alternatives } of choices) {
    for (const { condition } of alternatives) if (condition !== undefined) visitCondition(condition, after);
  }
  return uses;
}

/** Returns the references of all nodes, and those of the flow's output. */
export function allReferences({
  nodes,
  output,
}: {
  readonly nodes: readonly Referring[];
  readonly output: ValuePlan | undefined;
}): ReferencePlan[] {
  const ofNodes = nodes.flatMap(referenceUses).map(({ reference }) => reference);
  return output === undefined ? ofNodes : [...ofNodes, ...referencesIn(output)];
}

/** Returns the references to environment variables of all nodes of a plan, and of its output. */
export function environmentReads({ nodes, output }: Pick<FlowPlan, "nodes" | "output">): ReferencePlan[] {
  const value = output?.kind === "value" ? output.value : undefined;
  const called = nodes.map((node) => (node.kind === "loop" ? { ...node, callable: undefined } : node));
  return allReferences({ nodes: called, output: value }).filter(({ scope }) => scope === "env");
}

/** Returns the references of a value, in text order. */
export function referencesIn(value: ValuePlan): ReferencePlan[] {
  return usesIn(value).map(({ reference }) => reference);
}

/** Same, with what is around them. */
export function usesIn(value: ValuePlan): ReferenceUse[] {
  const uses: ReferenceUse[] = [];
  visitValue(value, (reference, isGuarded, before) => {
    uses.push({ reference, isGuarded, before, isAfter: false });
  });
  return uses;
}

function visitValue(value: ValuePlan, take: Take): void {
  switch (value.kind) {
    case "list":
      for (const item of value.items) visitValue(item, take);
      return;
    case "object":
      for (const entry of value.entries) visitValue(entry.value, take);
      return;
    case "template":
      for (const part of value.parts) if (typeof part !== "string") visitContent(part, take);
      return;
    default:
      visitContent(value, take);
  }
}

function visitContent(content: ExpressionPlan | ConditionValuePlan, take: Take): void {
  if (content.kind === "condition") visitCondition(content.condition, take);
  else visitExpression(content, take);
}

function visitExpression(expression: ExpressionPlan, take: Take): void {
  if (expression.kind === "reference") take(expression, false, nothing);
  else visitCondition(expression, take);
}

/** Visits the references of a condition. By itself, one asks whether something is there. */
function visitCondition(condition: ConditionPlan, take: Take): void {
  switch (condition.kind) {
    case "and":
    case "or":
      for (const member of condition.members) visitCondition(member, take);
      return;
    case "not":
      visitCondition(condition.member, take);
      return;
    case "comparison": {
      const sides = [condition.left, condition.right];
      const asksForNull = sides.some((side) => side.kind === "literal" && side.value === null);
      for (const side of sides) {
        if (side.kind === "reference") take(side, asksForNull, nothing);
        else visitCondition(side, take);
      }
      return;
    }
    case "coalesce": {
      const last = condition.operands.length - 1;
      const before: ReferencePlan[] = [];
      for (const [index, operand] of condition.operands.entries()) {
        if (operand.kind !== "reference") continue;
        take(operand, index < last, index < last ? nothing : [...before]);
        before.push(operand);
      }
      return;
    }
    case "reference":
      take(condition, true, nothing);
      return;
    case "result":
    case "literal":
    case "literal-list":
      return;
  }
}
