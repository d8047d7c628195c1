import type { FlowAst, NodeAst, ReferenceAst } from "../parse/flow-ast.js";
import type { CallablePlan, Silence } from "../plan.js";
import type { ResolvedCallable } from "./create-plan.js";
import { resolveFlow } from "./resolve-flow.js";
import { type ResolveContext, resolveReference } from "./resolve-reference.js";

export interface CallablesContext extends ResolveContext {
  readonly given: Map<string, unknown>;
  /** Ids of the nodes whose flow gives nothing, according to types. */
  readonly silent: readonly string[] | undefined;
}

/**
 * Returns the callable of each node, indexed by node; undefined if there is none. Reports callables that cannot be
 * found.
 */
export function resolveCallables(ast: FlowAst, context: CallablesContext): (ResolvedCallable | undefined)[] {
  return ast.nodes.map((node) => {
    if (node.type.kind === "loop") return undefined;
    if (node.type.kind === "class") return resolveClass(node, node.type.reference, context);
    if (node.type.kind !== "given-class") return resolveFunction(node, context);
    return { kind: "function", callable: giveCallable(node, { value: node.type.value, isClass: true, context }) };
  });
}

function resolveFunction(node: NodeAst, context: CallablesContext): ResolvedCallable | undefined {
  const kind = node.type.kind === "router" ? "router" : "function";
  const { callable } = node;
  const id = node.id.value;
  if (callable === undefined) {
    context.report.add({
      code: "node/no-callable",
      params: { id, isRouter: kind === "router", closest: [] },
      span: node.id.span,
    });
    return undefined;
  }
  const { span } = callable;
  switch (callable.kind) {
    case "faulty":
      return undefined;
    case "dynamic":
      return { kind, callable: { kind: "dynamic", expression: callable.expression, span } };
    case "flow": {
      const found = resolveFlow(callable.reference, context);
      if (found === undefined) return undefined;
      const silence: Silence | undefined = context.silent?.includes(id) === true ? { kind: "typed" } : found.silence;
      return { kind: "function", callable: { ...found, silence } };
    }
    case "given":
      return { kind, callable: giveCallable(node, { value: callable.value, isClass: false, context }) };
    case "reference": {
      const resolved = resolveReference(callable.reference, "callable", context);
      if (resolved === undefined) return undefined;
      const { module, exportName } = resolved;
      return { kind, callable: { kind: "imported", isClass: false, module, exportName, config: undefined, span } };
    }
  }
}

/** Resolves a node class of the user's. It is a router if it is declared with `implements RoutingNode`. */
function resolveClass(node: NodeAst, reference: ReferenceAst, context: CallablesContext): ResolvedCallable | undefined {
  const resolved = resolveReference(reference, "class", context);
  if (resolved === undefined) return undefined;
  const { module, exportName, exports } = resolved;
  const kind = exports?.routingClasses.includes(exportName) === true ? "router" : "function";
  const { config } = node;
  return { kind, callable: { kind: "imported", isClass: true, module, exportName, config, span: reference.span } };
}

interface Given {
  readonly value: unknown;
  readonly isClass: boolean;
  readonly context: CallablesContext;
}

function giveCallable(node: NodeAst, { value, isClass, context }: Given): CallablePlan {
  const key = node.id.value;
  const span = node.callable?.span ?? node.type.span;
  if (!isClass && isClassValue(value)) {
    const { name } = value;
    const params = { found: name, kind: "class" as const };
    context.report.add({ code: "callable/not-a-function", params, span });
  }
  if (isClass && !isConstructor(value)) {
    const params = { what: "`type`", expected: "a node type or a class", found: "a function that makes no objects" };
    context.report.add({ code: "flow/wrong-kind", params, span });
  }
  context.given.set(key, value);
  return { kind: "given", isClass, key, config: node.config, span };
}

/** Whether a function can be used with `new`. Arrow functions and methods cannot. */
function isConstructor(value: unknown): boolean {
  return typeof value === "function" && typeof value.prototype === "object";
}

/** Whether a value is a class. Although its `typeof` is a function, it cannot be called. */
function isClassValue(value: unknown): value is { readonly name: string } {
  return typeof value === "function" && /^class\b/u.test(Function.prototype.toString.call(value));
}
