import type { Span } from "../../compiler/diagnostics/span.js";
import type {
  CallablePlan,
  ConfigPlan,
  DataObjectPlan,
  DataPlan,
  FlowPlan,
  FunctionPlan,
  ImportedCallable,
  JsonObject,
  JsonValue,
  KeyPlan,
  LoopPlan,
  NodePlan,
  ReadPlan,
  ReferencePlan,
  RouterPlan,
  ValuePlan,
  WritePlan,
} from "../../compiler/plan.js";
import { type ReadSource, sourceSet } from "../../compiler/source-set.js";

/** A span on one line. Tests distinguish plans by their lines. */
export function spanAt(line: number, column = 1): Span {
  const start = { offset: line * 100 + column, line, column };
  return { file: "flow.yaml", start, end: { ...start, offset: start.offset + 5, column: column + 5 } };
}

export const span = spanAt(1);

export function imported(exportName: string, path = "ops.ts", more: Partial<ImportedCallable> = {}): ImportedCallable {
  return {
    kind: "imported",
    isClass: false,
    module: { kind: "file", path },
    exportName,
    config: undefined,
    span,
    ...more,
  };
}

/** `config` of a node, all of it at one place. */
export function config(value: JsonObject): ConfigPlan {
  return { keySpan: span, value: dataObjectOf(value) };
}

function dataOf(value: JsonValue): DataPlan {
  if (value === null || typeof value !== "object") return { kind: "literal", value, span };
  return isList(value) ? { kind: "list", items: value.map(dataOf), span } : dataObjectOf(value);
}

function dataObjectOf(value: JsonObject): DataObjectPlan {
  const entries = Object.entries(value).map(([key, part]) => ({ key: { value: key, span }, value: dataOf(part) }));
  return { kind: "object", entries, span };
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

type NodeOptions<Plan> = Partial<Omit<Plan, "kind" | "id" | "successors">> & { readonly to?: readonly string[] };

function common(id: string, to: readonly string[]) {
  return {
    id,
    name: undefined,
    inputs: undefined,
    outputs: [],
    successors: to.map((target) => ({
      id: target.replace(/^\^/u, ""),
      back: target.startsWith("^"),
      span: spanAt(2),
    })),
    arrival: [],
    backParents: [],
    loop: undefined,
    describe: undefined,
    policy: undefined,
    choices: [],
    reads: [],
    conditionReads: [],
    span: spanAt(3, 5),
  } as const;
}

/** A function node. `^id` in `to` is a back edge. */
export function fn(id: string, { to = [], ...more }: NodeOptions<FunctionPlan> = {}): FunctionPlan {
  const callable: CallablePlan = imported(id);
  return {
    kind: "function",
    ...common(id, to),
    callable,
    contextAccess: false,
    result: undefined,
    undo: undefined,
    ...more,
  };
}

export function router(id: string, { to = [], ...more }: NodeOptions<RouterPlan> = {}): RouterPlan {
  return { kind: "router", ...common(id, to), callable: imported(id), contextAccess: false, ...more };
}

export function loop(id: string, body: string, more: NodeOptions<LoopPlan> = {}): LoopPlan {
  const { to, ...rest } = more;
  const successors = to ?? [body, ...(more.done === undefined ? [] : [more.done])];
  return {
    kind: "loop",
    ...common(id, successors),
    body,
    done: undefined,
    collect: undefined,
    itemsKey: undefined,
    itemsKeySpan: undefined,
    enumerate: false,
    concurrency: undefined,
    batch: undefined,
    members: [body],
    ...rest,
  };
}

/** A plan. Arrivals that are not given follow from the successors, with one group per parent. */
export function flow(name: string, nodes: readonly NodePlan[], more: Partial<FlowPlan> = {}): FlowPlan {
  const parents = (id: string, isBack: boolean): string[] =>
    nodes.flatMap((node) => (node.successors.some((to) => to.id === id && to.back === isBack) ? [node.id] : []));
  const linked = nodes.map((node) => ({
    ...node,
    arrival:
      node.arrival.length > 0
        ? node.arrival
        : parents(node.id, false)
            .sort()
            .map((parent) => [parent]),
    backParents: parents(node.id, true),
  }));
  return {
    name,
    file: `flows/${name}.flow.yaml`,
    description: undefined,
    entry: nodes[0]?.id ?? "",
    input: undefined,
    context: undefined,
    policy: undefined,
    concurrency: undefined,
    maxSteps: undefined,
    output: undefined,
    nodes: linked,
    cycles: [],
    span,
    ...more,
  };
}

export function key(value: string | number): KeyPlan {
  return { value, span };
}

export function ref(scope: ReferencePlan["scope"], ...path: readonly (string | number)[]): ReferencePlan {
  return { kind: "reference", scope, path: path.map(key), span };
}

export function ctx(...path: readonly (string | number)[]): ReferencePlan {
  return ref("ctx", ...path);
}

export function lit(value: string | number | boolean | null): ValuePlan & { readonly kind: "literal" } {
  return { kind: "literal", value, span };
}

export function obj(entries: Readonly<Record<string, ValuePlan>>): ValuePlan {
  return { kind: "object", entries: Object.entries(entries).map(([name, value]) => ({ key: key(name), value })), span };
}

export function list(...items: readonly ValuePlan[]): ValuePlan {
  return { kind: "list", items, span };
}

export function template(...parts: readonly (string | ReferencePlan)[]): ValuePlan {
  return { kind: "template", parts, span };
}

export function or(...operands: readonly (ReferencePlan | (ValuePlan & { readonly kind: "literal" }))[]): ValuePlan {
  return { kind: "coalesce", operands, span };
}

/** `write("ctx", ["data", "raw"])` or `write("ctx", ["size"], "size")`. */
export function write(
  scope: "ctx" | "payload" | "joins",
  path: readonly (string | number)[],
  part?: string,
): WritePlan {
  return { part: part === undefined ? undefined : key(part), target: { scope, path: path.map(key), span } };
}

export function reads(
  scope: ReadPlan["scope"],
  path: readonly (string | number)[],
  ...sources: ReadSource[]
): ReadPlan {
  return { scope, path, sources: sourceSet(sources), afterOpenWrite: false };
}

export function by(node: string, path: readonly (string | number)[], more: Partial<ReadSource> = {}): ReadSource {
  return { node, path, part: undefined, always: true, ...more };
}
