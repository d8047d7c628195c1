import type { PassNames } from "../names/pass-names.js";
import { anyCallable } from "./called-types.js";
import { type EmitScope, resultOf } from "./emit-scope.js";
import { storedType } from "./result-type.js";
import { indexType, literalType, reference, type TypeNode } from "./type-node.js";

export interface Renaming {
  readonly scope: EmitScope;
  /** The members of `Callables`. */
  readonly callables: ReadonlyMap<string, TypeNode>;
  /** What takes the place of `Payloads`, and of `Results`. */
  readonly names: PassNames;
  /** Whether the other types have a node. */
  isRenamed(id: string): boolean;
}

export interface RenamedType {
  readonly type: TypeNode;
  /** The nodes whose payload it now takes from the other types. */
  readonly nodes: ReadonlySet<string>;
  /** The nodes whose result it does. */
  readonly results: ReadonlySet<string>;
}

/** Types that combine the results of many nodes under one name. */
const combining = new Set(["ResultsOf", "Places", "Keys", "Some"]);

/**
 * States a type in terms of other types than `Payloads` and `Results`, such as `FirstPass` and `FirstResults`. Undefined if
 * it has a name that combines the results of many nodes.
 */
export function renameNodes(type: TypeNode, renaming: Renaming): RenamedType | undefined {
  const [nodes, results] = [new Set<string>(), new Set<string>()];
  const renamed = rename(type, { ...renaming, nodes, results });
  return renamed === undefined ? undefined : { type: renamed, nodes, results };
}

interface Walk extends Renaming {
  readonly nodes: Set<string>;
  readonly results: Set<string>;
}

function rename(type: TypeNode, walk: Walk): TypeNode | undefined {
  switch (type.kind) {
    case "reference":
      return combining.has(type.name) ? undefined : renameArguments(type, walk);
    case "index": {
      const { object, key } = type;
      const of = object.kind === "reference" && walk.isRenamed(String(key)) ? object.name : undefined;
      if (of === "Payloads") return indexType(interfaceWith(String(key), walk), key);
      if (of === "Results") return resultIn(String(key), walk);
      const renamed = rename(object, walk);
      return renamed && indexType(renamed, key);
    }
    case "array": {
      const element = rename(type.element, walk);
      return element && { kind: "array", element };
    }
    case "tuple": {
      const elements = renameAll(type.elements, walk);
      return elements && { kind: "tuple", elements };
    }
    case "union":
    case "intersection": {
      const members = renameAll(type.members, walk);
      return members && { kind: type.kind, members };
    }
    case "object": {
      const types = renameAll(
        type.members.map((member) => member.type),
        walk,
      );
      const members = types && type.members.map((member, at) => ({ ...member, type: types[at] ?? member.type }));
      return members && { ...type, members };
    }
    default:
      return type;
  }
}

function renameAll(types: readonly TypeNode[], walk: Walk): TypeNode[] | undefined {
  const renamed = types.flatMap((type) => rename(type, walk) ?? []);
  return renamed.length < types.length ? undefined : renamed;
}

/** In `Routed<rule, "done", Payloads, "review">` and its like, the id of the node follows the interface. */
function renameArguments({ name, args }: Extract<TypeNode, { kind: "reference" }>, walk: Walk): TypeNode | undefined {
  const renamed = args.map((type, at) => {
    const next = args[at + 1];
    const id = next?.kind === "literal" ? String(next.value) : undefined;
    const isPayloads = type.kind === "reference" && type.name === "Payloads";
    return isPayloads && id !== undefined && walk.isRenamed(id) ? interfaceWith(id, walk) : rename(type, walk);
  });
  const types = renamed.flatMap((type) => type ?? []);
  return types.length < args.length ? undefined : reference(name, ...types);
}

function interfaceWith(id: string, { names, nodes }: Walk): TypeNode {
  nodes.add(id);
  return reference(names.payloads);
}

/** The result of a node, from what the other types say of its payload. */
function resultIn(id: string, walk: Walk): TypeNode | undefined {
  const node = walk.scope.nodes.get(id);
  if (node === undefined) return resultOf(id);
  if (node.kind !== "function") return rename(storedType(walk.scope, node), walk);
  const payloads = interfaceWith(id, walk);
  if (node.callable.kind !== "dynamic") {
    walk.results.add(id);
    return indexType(reference(walk.names.results), id);
  }
  // What is known of a callable that the flow finds depends on nodes, too.
  const callable = rename(walk.callables.get(id) ?? anyCallable, walk);
  return callable && reference("Result", callable, payloads, literalType(id));
}
