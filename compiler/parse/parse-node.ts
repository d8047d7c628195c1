import { reservedNames } from "../../grammar/words.js";
import { renameFix } from "../diagnostics/rename-fix.js";
import { isDynamic } from "../../grammar/index.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { Span } from "../diagnostics/span.js";
import type { DocumentNode, MappingNode, ScalarNode } from "../load/document.js";
import type { ExpressionPlan } from "../plan.js";
import {
  expectMapping,
  expectString,
  type Fields,
  isNull,
  keyText,
  readFields,
  wrongKind,
  type IdContext,
} from "./fields.js";
import type { CallableAst, LoopAst, NodeAst, NodeTypeAst } from "./flow-ast.js";
import { isExpression, parseInputs } from "./parse-inputs.js";
import { callableKeys, contextKeys, loopKeys, nodeKeys, nodeTypes } from "./known-keys.js";
import { checkFlowNode, parseFlowReference } from "./parse-flow-node.js";
import { parseConfig, parseDescribe } from "./parse-data.js";
import { parseOutputs } from "./parse-outputs.js";
import { parseCount, parsePolicy } from "./parse-policy.js";
import { parseUndo } from "./parse-undo.js";
import { parseText, referenceIn, referenceOf } from "./text-values.js";

const callables: ReadonlySet<string> = new Set(callableKeys);

export interface NodeContext {
  readonly report: Report;
  readonly nodeIds: ReadonlySet<string>;
  /** Keys of a node that follow this one, which has no value: they should be indented. */
  readonly below: readonly string[];
}

/**
 * Parses one node (SPEC 1). Reports everything that is wrong with it, and still returns a node, so that edges may name
 * it.
 */
export function parseNode(key: ScalarNode, node: DocumentNode, { report, nodeIds, below }: NodeContext): NodeAst {
  const id = { value: String(key.value), span: key.span };
  if (node.kind !== "mapping" && !(node.kind === "scalar" && typeof node.host === "function")) {
    wrongKind(node, {
      what: `the node \`${id.value}\``,
      expected:
        below.length === 0
          ? "a mapping such as `{ callable: ./ops.ts#name }`"
          : `a mapping (indent ${below.map((name) => `\`${name}\``).join(", ")} below it)`,
      report,
    });
    return plainNode(id, { kind: "faulty", span: node.span });
  }
  if (node.kind === "scalar") return plainNode(id, { kind: "given", value: node.host, span: node.span });
  const fields = readFields(node, { report, where: "a node", keys: nodeKeys });
  const type = parseType(fields.value("type"), key.span, report);
  const context = parseContext(fields.value("context"), report);
  const inputs = one(context, ["inputs", "input"], report);
  const outputs = one(context, ["outputs", "output"], report);
  const flow = fields.entries.get("flow");
  const ofFlow = flow === undefined || isNull(flow.value) ? undefined : parseFlowReference(flow.value, report);
  if (ofFlow !== undefined) checkFlowNode(fields, inputs, report);
  else if (type !== undefined) checkKeys(fields, type, report);
  return {
    kind: "node",
    id,
    type: ofFlow === undefined && type !== undefined ? type : { kind: "function", span: key.span },
    name: fields.text("name")?.value,
    describe: parseDescribe(fields, report),
    inputs: parseInputs(inputs, callables, report),
    outputs: parseOutputs(outputs, nodeIds, report),
    callable:
      ofFlow ??
      parseCallable(fields, inputs, { id: id.value, report }) ??
      (isMeantOtherwise(node, fields, type) ? { kind: "faulty", span: key.span } : undefined),
    contextAccess: fields.boolean("allow_context_access"),
    loop: parseLoop(fields, { report, nodeIds }),
    config: parseConfig(fields, report),
    result: referenceIn(fields.string("result")),
    policy: parsePolicy(fields.value("policy"), { report, nodeIds }),
    undo: parseUndo(fields, report),
    choices: [],
  };
}

/** Returns a FunctionNode for a function alone, as in `fromDsl({ nodes: { extract } })`. */
function plainNode(id: NodeAst["id"], callable: CallableAst): NodeAst {
  return {
    kind: "node",
    id,
    type: { kind: "function", span: callable.span },
    name: undefined,
    describe: undefined,
    inputs: undefined,
    outputs: [],
    callable,
    contextAccess: false,
    loop: noLoop,
    config: undefined,
    result: undefined,
    policy: undefined,
    undo: undefined,
    choices: [],
  };
}

const noLoop: LoopAst = {
  body: undefined,
  loop: undefined,
  done: undefined,
  collect: undefined,
  itemsKey: undefined,
  enumerate: false,
  concurrency: undefined,
  batch: undefined,
};

function parseLoop(fields: Fields, { report, nodeIds }: IdContext): LoopAst {
  const itemsKey = fields.text("items_key");
  if (itemsKey !== undefined && reservedNames.includes(itemsKey.value)) {
    report.add({ code: "inputs/reserved-key", params: { key: itemsKey.value }, span: itemsKey.span });
  }
  return {
    body: fields.id("body_route", nodeIds),
    loop: fields.id("loop_route", nodeIds),
    done: fields.id("done_route", nodeIds),
    collect: fields.id("collect", nodeIds),
    itemsKey,
    enumerate: fields.boolean("enumerate_items"),
    concurrency: parseCount(fields.value("concurrency"), "concurrency", report),
    batch: parseCount(fields.value("batch"), "batch", report),
  };
}

function parseType(node: DocumentNode | undefined, nodeSpan: Span, report: Report): NodeTypeAst | undefined {
  if (node === undefined) return { kind: "function", span: nodeSpan };
  const { span } = node;
  if (node.kind === "scalar" && node.host !== undefined) {
    return { kind: "given-class", value: node.host, span };
  }
  const scalar = expectString(node, "`type`", report);
  if (scalar === undefined) return undefined;
  const text = String(scalar.value);
  const name = text.replace(/^illumo_flow\.(core\.)?/u, "");
  const kind = nodeTypes.get(name);
  if (kind !== undefined) return { kind, span };
  if (name === text && /[#./]/u.test(text)) return { kind: "class", reference: referenceOf(scalar), span };
  const closest = closestNames(name, nodeTypes.keys());
  report.add({ code: "node/unknown-type", params: { type: text, closest }, span, ...renameFix(text, closest, span) });
  return undefined;
}

function parseContext(node: DocumentNode | undefined, report: Report): Fields | undefined {
  const mapping = expectMapping(node, "`context`", report);
  return mapping === undefined
    ? undefined
    : readFields(mapping, { report, where: "`context`", keys: contextKeys, outer: { key: "context", keys: nodeKeys } });
}

/** Returns the value under one of two spellings of a key. Having both is an error. */
function one(
  fields: Fields | undefined,
  [plural, singular]: [string, string],
  report: Report,
): DocumentNode | undefined {
  const first = fields?.value(plural);
  const second = fields?.value(singular);
  if (first !== undefined && second !== undefined) {
    const found = `both as \`${plural}\` and as \`${singular}\``;
    const params = { what: `the node's ${plural}`, expected: "given once", found };
    report.add({ code: "flow/wrong-kind", params, span: fields?.entries.get(singular)?.key.span ?? second.span });
  }
  return first ?? second;
}

interface CallableContext {
  readonly id: string;
  readonly report: Report;
}

/** Parses `callable` or `routing_rule`, in the node or in its `inputs`. */
function parseCallable(
  fields: Fields,
  inputs: DocumentNode | undefined,
  { id, report }: CallableContext,
): CallableAst | undefined {
  const named = [...fields.entries.values(), ...(inputs?.kind === "mapping" ? inputs.entries : [])];
  const found = named.filter(({ key, value }) => callables.has(String(key.value)) && !isNull(value));
  const [first, second] = found;
  if (second !== undefined) {
    const related = first === undefined ? [] : [{ message: "the first one", span: first.value.span }];
    report.add({ code: "node/two-callables", params: { id }, span: second.key.span, related });
  }
  if (first === undefined) return misspeltCallable(fields, inputs, { id, report });
  const { value } = first;
  if (value.kind === "scalar" && value.host !== undefined)
    return { kind: "given", value: value.host, span: value.span };
  const scalar = expectString(value, `\`${String(first.key.value)}\``, report);
  if (scalar === undefined) return { kind: "faulty", span: value.span };
  if (!isDynamic(String(scalar.value))) {
    return { kind: "reference", reference: referenceOf(scalar), span: value.span };
  }
  const expression = parseText(scalar, report);
  if (isExpression(expression) && mayBeFunction(expression, report)) {
    return { kind: "dynamic", expression, span: value.span };
  }
  return { kind: "faulty", span: value.span };
}

/**
 * Whether an expression may evaluate to a function. Reports operands that never do: literals, environment variables,
 * whole scopes.
 */
function mayBeFunction(expression: ExpressionPlan, report: Report): boolean {
  const operands = expression.kind === "coalesce" ? expression.operands : [expression];
  const faults = operands.flatMap((operand) => {
    const found = nonFunctionOf(operand);
    return found === undefined ? [] : [{ ...found, span: operand.span }];
  });
  for (const { span, ...params } of faults) report.add({ code: "callable/not-a-function", params, span });
  return faults.length === 0;
}

type Operand = Exclude<ExpressionPlan, { readonly kind: "coalesce" }>;

/** Describes an operand that is never a function; undefined for any other. */
function nonFunctionOf(operand: Operand): { found: string; kind: "literal" | "variable" | "scope" } | undefined {
  if (operand.kind === "literal") return { found: JSON.stringify(operand.value), kind: "literal" };
  const { scope, path } = operand;
  if (scope === "env") return { found: String(path[0]?.value), kind: "variable" };
  // `$joins.node` is an object with a key for each parent.
  const isObject = path.length === 0 || (scope === "joins" && path.length === 1);
  return isObject ? { found: ["$" + scope, ...path.map(({ value }) => value)].join("."), kind: "scope" } : undefined;
}

/** Whether another error explains why a node has no callable: a misspelt key, or a missing type. */
function isMeantOtherwise(node: MappingNode, fields: Fields, type: NodeTypeAst | undefined): boolean {
  if (type === undefined || (type.kind === "function" && loopKeys.some((key) => fields.entries.has(key)))) return true;
  return node.entries.some(({ key }) => {
    const name = keyText(key);
    return !fields.entries.has(name) && closestNames(name, nodeKeys).some((close) => callables.has(close));
  });
}

/**
 * Finds a misspelt key that must have been meant to name the callable. In the node it has already been reported; in
 * `inputs` it is reported here.
 */
function misspeltCallable(
  fields: Fields,
  inputs: DocumentNode | undefined,
  { id, report }: CallableContext,
): CallableAst | undefined {
  const [unknown] = fields.unknown.filter(({ value }) => closestNames(value, callableKeys).length > 0);
  if (unknown !== undefined) return { kind: "faulty", span: unknown.span };
  const entries = inputs?.kind === "mapping" ? inputs.entries : [];
  for (const { key } of entries) {
    const found = String(key.value);
    const closest = closestNames(found, callableKeys);
    if (closest.length === 0) continue;
    const params = { id, isRouter: closest[0] === "routing_rule", closest };
    report.add({ code: "node/no-callable", params, span: key.span, ...renameFix(found, closest, key.span) });
    return { kind: "faulty", span: key.span };
  }
  return undefined;
}

/** Reports keys that belong to another type of node, rather than ignoring them. */
function checkKeys(fields: Fields, type: NodeTypeAst, report: Report): void {
  const wrong = (key: string, belongs: string): void => {
    const span = fields.entries.get(key)?.key.span;
    if (span !== undefined)
      report.add({ code: "node/key-of-another-type", params: { key, type: typeName(type), belongs }, span });
  };
  if (type.kind !== "loop") {
    for (const key of loopKeys)
      wrong(key, key === "concurrency" ? "a LoopNode or, next to `nodes`, to the flow" : "a LoopNode");
  }
  const isClass = type.kind === "class" || type.kind === "given-class";
  if (type.kind === "loop" || type.kind === "router") wrong("result", "a FunctionNode or a class of yours");
  if (type.kind === "loop" || type.kind === "router") wrong("undo", "a node that calls a function or runs a flow");
  if (!isClass) wrong("config", "a class of yours: `type: ./nodes.ts#HttpNode`");
  if (type.kind === "loop" || isClass) {
    for (const key of callableKeys) wrong(key, "a FunctionNode or CustomRoutingNode");
  }
}

function typeName(type: NodeTypeAst): string {
  if (type.kind === "loop") return "LoopNode";
  if (type.kind === "router") return "CustomRoutingNode";
  return type.kind === "function" ? "FunctionNode" : "node class";
}
