import { arrivalType, stopsBefore } from "./arrival-type.js";
import { anyCallable, type CalledType } from "./called-types.js";
import { broughtType } from "./declared-type.js";
import { decidersBetween } from "./deciders.js";
import { outputReader } from "../table/output-entry.js";
import { type EmitScope, resultOf } from "./emit-scope.js";
import {
  isUnknown,
  objectType,
  reference,
  type TypeMember,
  type TypeNode,
  literalType,
  unionType,
} from "./type-node.js";

import { outputType } from "./value-type.js";

export interface FlowCallables {
  readonly called: readonly CalledType[];
  /** The members of `Callables`. */
  readonly callables: readonly TypeMember[];
}

/** `FlowOf<callables, result of a run, start, input>`, without what is not needed. */
export function flowType(scope: EmitScope, { called, callables }: FlowCallables): TypeNode {
  const { plan, names } = scope;
  const start = plan.context === undefined ? scope.start : broughtType(names, plan.context);
  const entry = scope.nodes.get(plan.entry);
  const given = entry === undefined || entry.inputs !== undefined ? reference("unknown") : arrivalType(scope, entry);
  const input = plan.input === undefined ? given : broughtType(names, plan.input);
  const tail = argumentsOf({ start, input, output: outputOf(scope) });
  const result = reference(names.result);
  // A callable that is found when the node runs may return a promise.
  if (called.every(({ type }) => type === undefined)) return reference("Flow", result, ...tail);
  const isNamed = callables.length > 0;
  const named: TypeNode[] = isNamed ? [{ kind: "values", of: "Callables" }] : [];
  const others = called
    .filter(({ node }) => !isNamed || node.kind !== "function")
    .map(({ type = anyCallable }) => type);
  return reference("FlowOf", unionType([...named, ...others]), result, ...tail);
}

interface FlowArguments {
  readonly start: TypeNode | undefined;
  readonly input: TypeNode;
  /** Undefined if the flow gives nothing. */
  readonly output: TypeNode | undefined;
}

/** `start, input, output`, without what is not needed at the end. */
function argumentsOf({ start, input, output }: FlowArguments): TypeNode[] {
  if (output !== undefined) return [start ?? objectType([]), input, output];
  if (isUnknown(input)) return start === undefined ? [] : [start];
  return [start ?? objectType([]), input];
}

/** What `call` gives. */
function outputOf(scope: EmitScope): TypeNode | undefined {
  const { plan } = scope;
  const { output } = plan;
  if (output === undefined) return undefined;
  if (output.kind === "value") return outputType(scope, outputReader(scope), output.value);
  const { choosers = [] } = decidersBetween(scope, plan.entry, output.node) ?? {};
  // Types may say that one of the conditions before it always holds.
  if (choosers.length > 0) return unionType([resultOf(output.node), ...stopsBefore(scope, plan.entry, output.node)]);
  return reference("OutputOf", literalType(output.node));
}
