import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import { failureRule } from "../certain-nodes.js";
import type { Span } from "../diagnostics/span.js";
import type { NodePlan, ValuePlan } from "../plan.js";
import { type Arrival, arrivalsOf, payloadType } from "./arrivals.js";
import { type Contract, contractOf, parameterOf, relatedOf } from "./callable-contract.js";
import { constructorFault, missingConfig } from "./config-fault.js";
import { contextFault } from "./context-fault.js";
import { flowFaults, isFlow } from "./flow-faults.js";
import { inexactProducer } from "./inexact-producer.js";
import { membersOf } from "./members-of.js";
import { printType } from "./print-type.js";
import { sourcesOf } from "./sources.js";
import { neededContexts } from "./needed-contexts.js";
import { isSilent } from "./silent-nodes.js";
import { isUndeclaredRouter } from "./undeclared-router.js";
import { enclosing, type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

/** A part of what a node is called with: its place in the flow file, and its type. */
interface Given {
  readonly span: Span;
  /** In words: "`$ctx.data.raw`", "what `extract` sends". */
  readonly subject: string;
  readonly type: ts.Type;
  readonly takes: ts.Type;
  /** Ids of the nodes that it comes from. */
  readonly from: readonly string[];
  readonly key: string | undefined;
}

/** Explains why a node's callable does not fit what arrives. */
export function payloadFaults(scope: WiringScope, node: NodePlan, fault: MappedFault): Findings {
  const { ts, checker } = scope;
  const checked = enclosing(fault.at, ts.isSatisfiesExpression);
  if (checked === undefined || node.kind === "loop") return [];
  const contract = contractOf(scope, node, callee(scope, checked));
  const uncallable = callableFault(scope, node, contract);
  if (uncallable !== undefined) return [uncallable];
  const [payloadNode, contextNode] = contractArguments(scope, checked);
  const payload = payloadNode && checker.getTypeFromTypeNode(payloadNode);
  if (payload === undefined) return [];
  const missing = missingConfig(scope, node, contract);
  const takes = payloadParameter(scope, contract);
  if (neededContexts(scope, node).length > 0 || flowFaults(scope, node).length > 0) return [];
  if (takes.every((type) => !checker.isTypeAssignableTo(payload, type))) {
    const isSplit = contract.inexact === "overloaded" && membersFit(scope, payload, takes);
    if (isSplit) return [...missing, unknowable(node, contract.name, "overloaded")];
    const [type] = takes;
    const wrong = type && wrongPayload(scope, { node, contract, fault, payload, takes: type });
    return [...missing, ...(wrong ?? [])];
  }
  const isClass = node.callable.kind === "imported" && node.callable.isClass;
  const unfit =
    isClass && missing.length === 0 ? constructorFault(scope, node, { contract, wanted: checked.type }) : undefined;
  if (unfit !== undefined) return [unfit];
  const context = contextFault(scope, node, {
    contract,
    context: contextNode && checker.getTypeFromTypeNode(contextNode),
  });
  return missing.length > 0 && context.code === "types/mismatch" ? missing : [...missing, context];
}

function callee({ ts }: WiringScope, checked: ts.SatisfiesExpression): ts.Expression {
  let found: ts.Expression = checked.expression;
  while (ts.isSatisfiesExpression(found)) found = found.expression;
  return found;
}

function contractArguments({ ts }: WiringScope, checked: ts.SatisfiesExpression): readonly ts.TypeNode[] {
  return ts.isTypeReferenceNode(checked.type) ? (checked.type.typeArguments ?? []) : [];
}

function callableFault(scope: WiringScope, node: NodePlan, contract: Contract): AnyFinding | undefined {
  const { ts, checker } = scope;
  if (node.kind === "loop") return undefined;
  const related = relatedOf(scope, contract);
  const params = (given: string): AnyFinding => {
    return {
      code: "types/not-callable",
      params: { callable: contract.name, given },
      span: node.callable.span,
      related,
    };
  };
  const isClass = node.callable.kind === "imported" && node.callable.isClass;
  const constructor = isClass ? contract.type.getConstructSignatures()[0] : undefined;
  if (constructor?.declaration !== undefined) {
    const modifiers = ts.getCombinedModifierFlags(constructor.declaration);
    if ((modifiers & ts.ModifierFlags.Private) !== 0) return params("a class with a private constructor");
    if ((modifiers & ts.ModifierFlags.Protected) !== 0) return params("a class with a protected constructor");
  }
  const isAbstract = contract.type.getSymbol()?.declarations?.some((declaration) => {
    return (
      ts.isClassDeclaration(declaration) && (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) !== 0
    );
  });
  if (isClass && isAbstract === true) return params("an abstract class");
  if (contract.signatures.length > 0) return undefined;
  if (isClass)
    return params(
      constructor === undefined ? `\`${printType(scope, contract.type)}\`, no class` : "a class without a method `run`",
    );
  if (contract.type.getConstructSignatures().length > 0) return params("a class: name it as the node's `type`");
  if (isFlow(scope, contract.type)) return params("a flow: name it as the node's `flow`");
  return params(`\`${printType(scope, checker.getBaseTypeOfLiteralType(contract.type))}\`, no function`);
}

function payloadParameter(scope: WiringScope, { signatures }: Contract): ts.Type[] {
  return signatures.map((signature) => parameterOf(scope, signature, 0)?.type ?? scope.checker.getUnknownType());
}

function membersFit({ checker }: WiringScope, payload: ts.Type, takes: readonly ts.Type[]): boolean {
  const members = payload.isUnion() ? payload.types : [payload];
  return members.every((member) => takes.some((type) => checker.isTypeAssignableTo(member, type)));
}

interface WrongPayload {
  readonly node: NodePlan;
  readonly contract: Contract;
  readonly fault: MappedFault;
  readonly payload: ts.Type;
  readonly takes: ts.Type;
}

function wrongPayload(scope: WiringScope, wrong: WrongPayload): AnyFinding[] {
  const { contract, takes } = wrong;
  return givenParts(scope, wrong).flatMap((given): AnyFinding[] => {
    // What such a node returns never arrives, or has been reported as nothing.
    if (given.from.some((id) => isUndeclaredRouter(scope, id) || isSilent(scope, scope.nodes.get(id)))) return [];
    const producer = inexactProducer(scope, given.from);
    if (producer !== undefined) return [unknowable(producer.node, producer.name, producer.reason)];
    const key = given.key === undefined ? "" : `${given.key}: `;
    const params = {
      callable: contract.name,
      takes: key === "" ? takesText(scope, contract, takes) : `{ ${key}${printType(scope, given.takes)} }`,
      subject: given.subject,
      given: printType(scope, given.type),
      from: given.subject.startsWith("what ") ? [] : given.from,
      closest: closestProperty(scope, given.type, given.takes),
    };
    return [{ code: "types/payload", params, span: given.span, related: relatedOf(scope, contract) }];
  });
}

/** What a callable takes. For an overloaded one, what any of its signatures takes. */
function takesText(scope: WiringScope, contract: Contract, takes: ts.Type): string {
  if (contract.inexact !== "overloaded") return printType(scope, takes);
  return [...new Set(payloadParameter(scope, contract).map((type) => printType(scope, type)))].join(" | ");
}

function givenParts(scope: WiringScope, wrong: WrongPayload): Given[] {
  const { node, fault, payload, takes } = wrong;
  const whole = (subject: string, from: readonly string[] = [], span = fault.mapping.span): Given => {
    return { span, subject, type: payload, takes, from, key: undefined };
  };
  if (fault.mapping.what === "back-payload") {
    const parent = node.backParents.find((id) => {
      const edge = scope.nodes.get(id)?.successors.find((successor) => successor.id === node.id);
      return edge?.span.start.offset === fault.mapping.span.start.offset;
    });
    if (parent !== undefined)
      return isForwarded(scope, parent, payload) ? [] : [whole(`what \`${parent}\` sends back`)];
    return [whole(failureSubject(scope, node))];
  }
  if (node.inputs !== undefined) return inputParts(scope, node, { ...wrong, inputs: node.inputs });
  if (node.id === scope.flow.plan.entry) return [whole("the input of the run", [], scope.flow.plan.input?.span)];
  const arrivals = arrivalsOf(scope, node);
  if (arrivals.length === 0) return [whole(failureSubject(scope, node))];
  const isJoin = node.arrival.length > 1;
  const unfit = arrivals.flatMap((arrival) => unfitArrival(scope, arrival, { isJoin, takes, node }));
  if (unfit.length > 0)
    return unfit.filter(({ from, type }) => from[0] === undefined || !isForwarded(scope, from[0], type));
  const from = arrivals.map(({ parent }) => parent.id);
  return [whole(isJoin ? "what is joined" : "what arrives", isJoin ? [] : from)];
}

/** Describes in words what starts a node that no edge leads to. */
function failureSubject({ flow: { plan } }: WiringScope, { id }: NodePlan): string {
  const sources = plan.nodes.filter((node) => {
    const rule = failureRule(plan, node);
    return typeof rule === "object" && rule.goto === id;
  });
  const [only, ...more] = sources;
  if (only === undefined) return "what arrives";
  return more.length > 0 ? "what a failure brings" : `what a failure of \`${only.id}\` brings`;
}

function unfitArrival(
  { checker }: WiringScope,
  { parent, type, span }: Arrival,
  { isJoin, takes }: { readonly isJoin: boolean; readonly takes: ts.Type; readonly node: NodePlan },
): Given[] {
  const property = isJoin ? checker.getPropertyOfType(takes, parent.id) : undefined;
  if (isJoin && property === undefined) return [];
  const wanted = property === undefined ? takes : checker.getTypeOfSymbol(property);
  if (checker.isTypeAssignableTo(type, wanted)) return [];
  const subject = parent.kind === "loop" ? `what the loop \`${parent.id}\` sends` : `what \`${parent.id}\` sends`;
  return [{ span, subject, type, takes: wanted, from: [parent.id], key: isJoin ? parent.id : undefined }];
}

/**
 * Whether a router whose own payload is wrong only forwards that payload. Its fault is reported once, at the router.
 */
function isForwarded(scope: WiringScope, parent: string, type: ts.Type): boolean {
  const router = scope.nodes.get(parent);
  if (router?.kind !== "router") return false;
  const own = payloadType(scope, parent);
  const isFaulty = scope.flow.module.mappings.some(({ node, what, start, end }) => {
    if (node !== parent || what !== "payload") return false;
    return scope.flow.diagnostics.some((found) => (found.start ?? -1) >= start && (found.start ?? -1) < end);
  });
  const { checker } = scope;
  return (
    isFaulty && own !== undefined && checker.isTypeAssignableTo(own, type) && checker.isTypeAssignableTo(type, own)
  );
}

function inputParts(scope: WiringScope, node: NodePlan, wrong: WrongPayload & { readonly inputs: ValuePlan }): Given[] {
  const { checker } = scope;
  const { inputs, payload, takes } = wrong;
  const subject =
    inputs.kind === "reference" || inputs.kind === "coalesce" ? `\`${textAt(scope, inputs.span)}\`` : undefined;
  const whole: Given = {
    span: inputs.span,
    subject: subject ?? "what `inputs` gives",
    type: payload,
    takes,
    from: subject === undefined ? [] : sourcesOf(node, inputs),
    key: undefined,
  };
  if (inputs.kind !== "object") return [whole];
  const parts = inputs.entries.flatMap(({ key, value }): Given[] => {
    const name = String(key.value);
    const given = checker.getPropertyOfType(payload, name);
    const wanted = checker.getPropertyOfType(checker.getNonNullableType(takes), name);
    if (given === undefined || wanted === undefined) return [];
    const [type, of] = [checker.getTypeOfSymbol(given), checker.getTypeOfSymbol(wanted)];
    if (checker.isTypeAssignableTo(type, of)) return [];
    return [
      {
        span: value.span,
        subject: `\`${textAt(scope, value.span)}\``,
        type,
        takes: of,
        from: sourcesOf(node, value),
        key: name,
      },
    ];
  });
  return parts.length > 0 ? parts : [whole];
}

/** Returns the given property whose name is close to that of a missing one. */
function closestProperty({ ts, checker }: WiringScope, given: ts.Type, takes: ts.Type): string[] {
  const shown = [given, takes].flatMap((type) => membersOf(checker.getNonNullableType(type)));
  if (shown.some((type) => (type.flags & objectFlags(ts)) === 0 || isList(checker, type))) return [];
  const [have, want] = [given, takes].map((type) => checker.getPropertiesOfType(checker.getNonNullableType(type)));
  if (have === undefined || want === undefined || have.length > 100) return [];
  const names = have.map(({ name }) => name).filter((name) => !want.some((wanted) => wanted.name === name));
  const missing = want.filter(({ name, flags }) => {
    return (flags & ts.SymbolFlags.Optional) === 0 && !have.some((found) => found.name === name);
  });
  return missing.flatMap(({ name }) => closestNames(name, names).slice(0, 1));
}

function unknowable(node: NodePlan, callable: string, reason: "generic" | "overloaded" | "dynamic"): AnyFinding {
  const span = node.kind === "loop" ? node.span : node.callable.span;
  return { code: "types/unknowable", params: { callable, reason }, span };
}

function objectFlags({ TypeFlags }: WiringScope["ts"]): number {
  return TypeFlags.Object | TypeFlags.Intersection;
}

function isList(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}
