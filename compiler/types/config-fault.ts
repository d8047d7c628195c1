import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import { closestNames } from "../diagnostics/closest-names.js";
import { renameFix } from "../diagnostics/rename-fix.js";
import type { ConfigPlan, NodePlan } from "../plan.js";
import { type Contract, contractOf, parameterOf, relatedOf } from "./callable-contract.js";
import { type ConfigPart, partFaults, type PartFault, wrongPart } from "./config-parts.js";
import { calleeOf } from "./inexact-producer.js";
import { printType, withoutUndefined } from "./print-type.js";
import { enclosing, type Findings, type MappedFault, type WiringScope } from "./wiring-scope.js";

/** Checks the `config` of a node class, key by key (SPEC 1). */
export function configFaults(scope: WiringScope, node: NodePlan, { at }: MappedFault): Findings {
  const checked = enclosing(at, scope.ts.isSatisfiesExpression);
  const callee = calleeOf(scope, node.id);
  const config = configOf(node);
  if (checked === undefined || callee === undefined || config === undefined) return [];
  const contract = contractOf(scope, node, callee);
  const wanted = configType(scope, contract);
  if (wanted === undefined) return [];
  const part: ConfigPart = {
    data: config.value,
    at: checked.expression,
    wanted,
    place: "config",
    span: config.keySpan,
    declaration: undefined,
    isOptional: false,
  };
  const faults = partFaults(scope, part);
  return findingsOf(scope, contract, {
    faults: faults.length > 0 ? faults : [wrongPart(scope, part)],
    isAbsent: false,
  });
}

/** Returns what the constructor of a class requires as `config` if its node has none. */
export function missingConfig(scope: WiringScope, node: NodePlan, contract: Contract): AnyFinding[] {
  if (node.kind === "loop" || node.callable.kind !== "imported" || !node.callable.isClass) return [];
  const wanted = configType(scope, contract);
  if (node.callable.config !== undefined || wanted === undefined) return [];
  const { span } = node.callable;
  const part: ConfigPart = {
    data: { kind: "object", entries: [], span },
    at: undefined,
    wanted,
    place: "config",
    span,
    declaration: undefined,
    isOptional: false,
  };
  return findingsOf(scope, contract, { faults: partFaults(scope, part), isAbsent: true });
}

function configOf(node: NodePlan): ConfigPlan | undefined {
  return node.kind === "loop" || node.callable.kind !== "imported" ? undefined : node.callable.config;
}

/** A class whose constructor does not take the options of a node. Undefined if it does, or has several signatures. */
export function constructorFault(
  scope: WiringScope,
  node: NodePlan,
  { contract, wanted }: { readonly contract: Contract; readonly wanted: ts.TypeNode },
): AnyFinding | undefined {
  const { checker } = scope;
  const [own, ...more] = contract.type.getConstructSignatures();
  const [asked] = checker.getTypeFromTypeNode(wanted).getConstructSignatures();
  const options = asked && parameterOf(scope, asked, 0)?.type;
  if (node.kind === "loop" || own === undefined || more.length > 0 || options === undefined) return undefined;
  const needed = own.parameters.flatMap((_, index) => {
    const parameter = parameterOf(scope, own, index);
    return parameter === undefined || (index > 0 && parameter.isOptional) ? [] : [parameter.type];
  });
  const [first] = needed;
  if (first === undefined || (needed.length === 1 && checker.isTypeAssignableTo(options, first))) return undefined;
  const instead = `(${needed.map((type) => printType(scope, type)).join(", ")})`;
  const params = {
    callable: contract.name,
    place: "config",
    takes: [],
    given: undefined,
    keys: [],
    isAbsent: false,
    closest: [],
    instead: `\`${needed.length === 1 ? instead.slice(1, -1) : instead}\``,
  };
  return { code: "types/config", params, span: node.callable.span, related: relatedOf(scope, contract) };
}

/** The type that a constructor takes as `config`; undefined if it takes none, or if it has several signatures. */
function configType(scope: WiringScope, { type }: Contract): ts.Type | undefined {
  const [signature, ...more] = type.getConstructSignatures();
  if (signature === undefined || more.length > 0) return undefined;
  const { checker } = scope;
  const options = parameterOf(scope, signature, 0)?.type;
  const config = options && checker.getPropertyOfType(checker.getNonNullableType(options), "config");
  const found = config && withoutUndefined(scope, checker.getTypeOfSymbol(config));
  return found?.isTypeParameter() === true ? checker.getBaseConstraintOfType(found) : found;
}

interface Reported {
  readonly faults: readonly PartFault[];
  readonly isAbsent: boolean;
}

function findingsOf(scope: WiringScope, contract: Contract, { faults, isAbsent }: Reported): AnyFinding[] {
  return faults.map((fault) => {
    const { place, takes, given, keys, span, unknown } = fault;
    const closest = unknown === undefined ? [] : closestNames(unknown, keys);
    const isGeneric = isGenericClass(scope, contract);
    const params = { callable: contract.name, place, takes, given, keys, isAbsent, closest, isGeneric };
    const { fix } = unknown === undefined ? {} : renameFix(unknown, closest, span);
    return { code: "types/config", params, span, related: declaredAt(scope, contract, fault), ...(fix && { fix }) };
  });
}

/** Whether the type of the options of a class depends on a type parameter. */
function isGenericClass({ checker }: WiringScope, { type }: Contract): boolean {
  const [signature] = type.getConstructSignatures();
  const options = signature?.parameters[0];
  const config = options && checker.getPropertyOfType(checker.getTypeOfSymbol(options), "config");
  return config !== undefined && checker.getTypeOfSymbol(config).isTypeParameter();
}

function declaredAt(scope: WiringScope, contract: Contract, { declaration }: PartFault): ReturnType<typeof relatedOf> {
  return relatedOf(scope, declaration === undefined ? contract : { ...contract, declaration });
}
