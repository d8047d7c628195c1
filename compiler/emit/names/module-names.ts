import { compareCodePoints } from "../../compare-code-points.js";
import type { FlowCallable, FlowPlan, ImportedCallable, ModulePlan, TypeReferencePlan, ValuePlan } from "../../plan.js";
import { type ImportExtension, importSpecifier } from "./import-specifier.js";
import { createNamePool } from "./name-pool.js";
import { undoes } from "../../undoes.js";
import { passNames } from "./pass-names.js";
import { camelCase, pascalCase } from "./safe-identifier.js";

/** Values and types of the runtime that generated modules may use, under exactly these names. */
export const runtimeValues = [
  "childFlow",
  "concurrencySupport",
  "cycleSupport",
  "defineFlow",
  "env",
  "gotoSupport",
  "joinSupport",
  "loopSupport",
  "part",
  "place",
  "policySupport",
  "read",
  "routerSupport",
  "schemaSupport",
  "text",
] as const;
export const runtimeTypes = [
  "Answers",
  "At",
  "ChildFlow",
  "Chosen",
  "ConfigOf",
  "FitsContext",
  "Flow",
  "FlowContext",
  "FlowFailure",
  "FlowOf",
  "Input",
  "Item",
  "Listed",
  "ListOf",
  "NodesOf",
  "NodeTypes",
  "Or",
  "OutputOf",
  "Overwritten",
  "Plain",
  "PassesOn",
  "Returned",
  "Returning",
  "Routed",
  "Rule",
  "Run",
  "RunResult",
  "Running",
  "Schema",
  "SchemaInput",
  "SchemaOutput",
  "Sent",
  "Skips",
  "Stops",
  "StoresOf",
  "Takes",
  "TakesClass",
  "TakesContext",
  "TakesContextClass",
  "Targets",
  "Within",
  "Written",
] as const;

/** Names that only modules of flows with conditions use. `runtime` is the namespace of the runtime. */
export const conditionTypes = ["Falsy", "Reached", "Result", "Unless", "Unmet", "Where"] as const;
const ofConditions = [...conditionTypes, "ReadonlyArray", "_result", "runtime"];

/** Names that only modules use in which something may come back to a node. */
const ofPasses = ["Result", ...passNames.flatMap(({ payloads, results }) => [payloads, results])];

/** Names that only modules use that can be undone. */
export const undoTypes = ["Undoes"] as const;
const ofUndo = [...undoTypes, "runtime"];

/** TypeScript globals that generated modules use, and other names that they declare. */
const taken = [
  "Callables",
  "Exclude",
  "Extract",
  "Keys",
  "NonNullable",
  "Omit",
  "Partial",
  "Pick",
  "Places",
  "Record",
  "Payloads",
  "Results",
  "ResultsOf",
  "Some",
  "Successors",
  "Writers",
  "context",
  "nodes",
  "payload",
  "result",
  "stores",
];

const alwaysTaken: ReadonlySet<string> = new Set([...runtimeValues, ...runtimeTypes, ...taken]);

/** An import of a generated module. */
export interface ImportedName {
  readonly specifier: string;
  readonly exportName: string;
  readonly local: string;
  readonly isType: boolean;
}

/** The names that a generated module declares. They are all different. */
export interface ModuleNames {
  /** The name of the flow. */
  readonly flow: string;
  readonly context: string;
  readonly start: string;
  /** The interface of what each node gets and gives. */
  readonly nodeTypes: string;
  /** What a run gives. */
  readonly result: string;
  /** Everything that the module may import from the user's modules, sorted by specifier and name. */
  readonly imports: readonly ImportedName[];
  callable(callable: ImportedCallable | FlowCallable): string;
  type(type: TypeReferencePlan): string;
}

export interface NamingOptions {
  readonly path: string;
  readonly importExtension: ImportExtension;
}

/** Chooses the names that the module of a flow declares. They depend on the set of callables, not on their order. */
export function nameModule(plan: FlowPlan, { path, importExtension }: NamingOptions): ModuleNames {
  const pool = createNamePool(alwaysTaken, [
    ...(hasConditions(plan) ? ofConditions : []),
    ...(mayComeBack(plan) ? ofPasses : []),
    ...(undoes(plan) ? ofUndo : []),
  ]);
  const flow = pool.take(camelCase(plan.name));
  const base = pascalCase(plan.name);
  const context = pool.take(`${base}Context`);
  const start = pool.take(`${base}Start`);
  const nodeTypes = pool.take(`${base}Nodes`);
  const result = pool.take(`${base}Result`);
  const specifiers = new Map<string, string>();
  const specifierOf = (module: ModulePlan): string => {
    const key = module.kind === "bare" ? `\0${module.specifier}` : module.path;
    let specifier = specifiers.get(key);
    if (specifier === undefined) specifiers.set(key, (specifier = importSpecifier(module, path, importExtension)));
    return specifier;
  };
  const wanted = new Map<string, Omit<ImportedName, "local"> & { readonly wanted: string }>();
  const keys = new Map<Exported, string>();
  const want = (exported: Exported, isType: boolean): void => {
    const { module, exportName } = exported;
    const specifier = specifierOf(module);
    const key = keyOf(specifier, exportName);
    keys.set(exported, key);
    if (wanted.has(key)) return;
    wanted.set(key, { specifier, exportName, isType, wanted: localName(specifier, exportName, isType) });
  };
  for (const callable of callablesOf(plan)) want(callable, false);
  for (const type of typesOf(plan)) want(type, type.kind !== "schema");
  const imports = [...wanted.entries()]
    .sort(([one], [other]) => compareCodePoints(one, other))
    .map(([, { wanted: name, ...imported }]) => ({ ...imported, local: pool.take(name) }));
  const locals = new Map(imports.map((imported) => [keyOf(imported.specifier, imported.exportName), imported.local]));
  const localOf = (exported: Exported): string => {
    const { module, exportName } = exported;
    return locals.get(keys.get(exported) ?? keyOf(specifierOf(module), exportName)) ?? exportName;
  };
  return { flow, context, start, nodeTypes, result, imports, callable: localOf, type: localOf };
}

function hasConditions({ nodes }: FlowPlan): boolean {
  return nodes.some((node) => node.choices.length > 0 || (node.inputs !== undefined && holdsCondition(node.inputs)));
}

function mayComeBack({ nodes, cycles, policy }: FlowPlan): boolean {
  const policies = [policy, ...nodes.map((node) => node.policy)];
  return cycles.length > 0 || policies.some((one) => typeof one?.onError === "object");
}

function holdsCondition(value: ValuePlan): boolean {
  switch (value.kind) {
    case "condition":
      return true;
    case "list":
      return value.items.some(holdsCondition);
    case "object":
      return value.entries.some((entry) => holdsCondition(entry.value));
    case "template":
      return value.parts.some((part) => typeof part !== "string" && part.kind === "condition");
    default:
      return false;
  }
}

interface Exported {
  readonly module: ModulePlan;
  readonly exportName: string;
}

function keyOf(specifier: string, exportName: string): string {
  return `${specifier}\0${exportName}`;
}

function localName(specifier: string, exportName: string, isType: boolean): string {
  if (exportName !== "default") return exportName;
  const file = specifier.split("/").at(-1) ?? "";
  const stem = file.replace(/(?<=.)(?:\.flow)?\.[^.]*$/u, "").replace(/(?<=.)\.flow$/u, "");
  return isType ? pascalCase(stem) : camelCase(stem);
}

/** The types and schemas that a flow names. */
export function typesOf({ input, context, nodes }: FlowPlan): TypeReferencePlan[] {
  const results = nodes.map((node) => (node.kind === "function" ? node.result : undefined));
  return [input, context, ...results].filter((type) => type !== undefined);
}

/** Returns the imported callables and flows of a flow, node by node. */
export function callablesOf(plan: FlowPlan): (ImportedCallable | FlowCallable)[] {
  return plan.nodes.flatMap((node) => {
    if (node.kind === "loop") return [];
    const undo = node.kind === "function" && node.undo?.callable.kind === "imported" ? [node.undo.callable] : [];
    return node.callable.kind === "imported" || node.callable.kind === "flow" ? [node.callable, ...undo] : undo;
  });
}
