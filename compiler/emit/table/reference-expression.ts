import type { KeyPlan, Reader, ReferencePlan } from "../../plan.js";
import type { Mark } from "../print/doc.js";
import { scopeKeys } from "../../scope-keys.js";
import { hasSources } from "../../source-set.js";
import type { PlanIndex } from "../types/plan-index.js";
import { call, type Expression, literal, name, withMark } from "./expression.js";

/** The name of an environment variable. */
export function variableName({ path }: ReferencePlan): Expression {
  return literal(String(path[0]?.value ?? ""));
}

/** Marks a read in a node. */
export function readMark(node: Reader, span: Mark["span"]): Mark {
  return { what: "read", span, node: node.id };
}

/** Writes a reference as an expression over `context`. */
export function referenceExpression(index: PlanIndex, node: Reader, reference: ReferencePlan): Expression {
  const { scope, path, span } = reference;
  if (scope === "env") return withMark(call("env", variableName(reference)), readMark(node, span));
  const root = scopeKeys[scope];
  const context = name("context");
  if (path.length === 0) {
    const [key] = root;
    const whole: Expression = key === undefined ? context : { kind: "member", object: context, key };
    return withMark(whole, readMark(node, span));
  }
  const found = rootOf(index, node, { ...reference, scope });
  const below = found.path.map((key) =>
    withMark(literal(key.value), { what: "read-key", span: key.span, node: node.id }),
  );
  const keys = [...found.above.map(literal), ...below];
  return withMark(keys.length === 0 ? found.root : call("read", found.root, ...keys), readMark(node, span));
}

/** What a reference reads from: `context`, or the result of a node; and the keys that lead on from there. */
export interface ReadRoot {
  readonly root: Expression;
  /** The keys of the scope itself. */
  readonly above: readonly string[];
  readonly path: readonly KeyPlan[];
}

export function rootOf(
  index: PlanIndex,
  node: Reader,
  reference: ReferencePlan & { readonly scope: keyof typeof scopeKeys },
): ReadRoot {
  const { scope, path } = reference;
  const result = resultRead(index, node, reference);
  if (result !== undefined) return { root: result, above: [], path: path.slice(1) };
  return { root: name("context"), above: scopeKeys[scope], path };
}

/**
 * Returns `context.payloads.seed`. This is safe without `read`, since the runtime stores the results itself: nothing is
 * inherited there except what every object inherits. Undefined if there is no such node, or if its id is one of those
 * inherited names.
 */
function resultRead(index: PlanIndex, node: Reader, reference: ReferencePlan): Expression | undefined {
  const [first] = reference.path;
  if (reference.scope !== "payload" || first === undefined || first.value in Object.prototype) return undefined;
  const read = index.readOf(node, reference);
  if (read === undefined || !hasSources(read.sources)) return undefined;
  return { kind: "member", object: { kind: "member", object: name("context"), key: "payloads" }, key: first.value };
}
