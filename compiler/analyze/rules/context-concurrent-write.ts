import type { WriteTarget } from "../../plan.js";
import { pathKey } from "../../path-key.js";
import { referenceText } from "../facts/reference-text.js";
import type { Rule, RuleContext } from "./rule-context.js";

/** Two nodes that one run can start, neither of them before the other, write one place (SPEC 10). */
export const contextConcurrentWrite: Rule = (context) => {
  const places = new Map<string, { node: number; target: WriteTarget }[]>();
  for (const [node, { outputs }] of context.ast.nodes.entries()) {
    for (const { target } of outputs) {
      const key = `${target.scope} ${pathKey(target.path.map(({ value }) => value))}`;
      places.set(key, [...(places.get(key) ?? []), { node, target }]);
    }
  }
  for (const writes of places.values()) {
    for (const [index, write] of writes.entries()) {
      const other = writes.slice(0, index).find(({ node }) => areConcurrent(node, write.node, context));
      if (other !== undefined) reportPair(write, other, context);
    }
  }
};

interface Write {
  readonly node: number;
  readonly target: WriteTarget;
}

function reportPair({ node, target }: Write, other: Write, { ast, report, nameOf }: RuleContext): void {
  const text = referenceText(
    target.scope,
    target.path.map(({ value }) => value),
  );
  const isParallel = (ast.concurrency?.value ?? 1) > 1;
  report.add({
    code: "context/concurrent-write",
    ...(isParallel && { severity: "error" }),
    params: { text, one: nameOf(other.node), other: nameOf(node) },
    span: target.span,
    related: [{ message: `\`${nameOf(other.node)}\` writes it here`, span: other.target.span }],
  });
}

/** Routers are taken to send to one target: two branches of one choice write one place all the time. */
export function areConcurrent(one: number, other: number, { activations, facts, ordering }: RuleContext): boolean {
  if (one === other || facts.reachable[one] !== true || facts.reachable[other] !== true) return false;
  if (ordering.isAlwaysBefore(one, other) || ordering.isAlwaysBefore(other, one)) return false;
  const first = activations.startsOf(one);
  const second = activations.startsOf(other);
  return first !== undefined && second !== undefined && activations.canCoincide(first, second);
}
