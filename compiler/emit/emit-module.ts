import { addToList } from "../add-to-list.js";
import type { FlowPlan } from "../plan.js";
import type { EmittedModule, Mapping } from "./emitted-module.js";
import { generatedMark } from "./generated-mark.js";
import type { ImportExtension } from "./names/import-specifier.js";
import { layoutImports, type MarkedImport } from "./names/layout-imports.js";
import {
  conditionTypes,
  type ModuleNames,
  nameModule,
  runtimeTypes,
  undoTypes,
  runtimeValues,
  typesOf as typesNamedBy,
} from "./names/module-names.js";
import { type Doc, hardline, indent, join, lines, type Mark } from "./print/doc.js";
import { docComment } from "./print/doc-comment.js";
import { printDoc } from "./print/print-doc.js";
import { commentText } from "./print/strings.js";
import { describeModule, type ModuleParts } from "./module-parts.js";
import { layoutFlow, layoutNodes, layoutStores } from "./table/flow-entry.js";
import {
  layoutAmbient,
  layoutDeclaration,
  layoutExtension,
  layoutMembers,
  layoutTypeAlias,
} from "./types/layout-type.js";
import { passMembers } from "./types/passes.js";
import type { TypeMember, TypeNode } from "./types/type-node.js";
import { createUsedNames, type UsedNames } from "./used-names.js";

export interface EmitOptions {
  /** Path of the module, posix, relative to the project. */
  readonly path: string;
  /** What the module imports as the runtime. Default: `@flowc/runtime`. */
  readonly runtime?: string | undefined;
  /** Extension of relative imports: `.js` for `.ts`, unchanged, or none. */
  readonly importExtension: ImportExtension;
}

/**
 * Generates the declaration of a flow file itself (`order.flow.yaml.d.ts`). It types imports of `order.flow.yaml`,
 * which a bundler compiles. It contains the types of the module and nothing else.
 */
export function emitDeclaration(plan: FlowPlan, options: EmitOptions): EmittedModule {
  return emitFile(plan, options, {
    importsOf: typesOf,
    values: () => [],
    layout: ({ type }, { flow }) => layoutAmbient(flow, type),
  });
}

/**
 * Generates the TypeScript module of a flow (SPEC 1), formatted as prettier would. The output depends on the plan and
 * the options alone: the same input gives the same bytes.
 */
export function emitModule(plan: FlowPlan, options: EmitOptions): EmittedModule {
  return emitFile(plan, options, { importsOf, values: constantsOf, layout: layoutConst });
}

/** The parts that differ between a module and a declaration. */
interface FileKind {
  readonly importsOf: (plan: FlowPlan, sources: ImportSources) => MarkedImport[];
  /** The values that the flow is created from. */
  readonly values: (parts: ModuleParts) => Doc[];
  /** The flow itself. */
  readonly layout: (parts: ModuleParts, names: ModuleNames) => Doc;
}

function emitFile(plan: FlowPlan, options: EmitOptions, kind: FileKind): EmittedModule {
  const names = nameModule(plan, options);
  const parts = describeModule(plan, names);
  const runtime = options.runtime ?? "@flowc/runtime";
  const sections: Doc[] = [
    lines([header(plan), layoutImports(kind.importsOf(plan, { names, parts, runtime }), runtime)]),
    ...declarations(parts, names),
    ...kind.values(parts),
    lines([...commented(plan.description, kind.layout(parts, names)), `export default ${names.flow};`]),
  ];
  const { text, mappings } = printDoc([join([hardline, hardline], sections), hardline]);
  let found: readonly Mapping[] | undefined;
  return {
    path: options.path,
    text,
    get mappings() {
      return (found ??= mappings());
    },
  };
}

function header({ file }: FlowPlan): Doc {
  return lines([
    commentText(`${generatedMark} from ${file}`),
    "// Do not edit: change the flow and run `flowc build`.",
  ]);
}

const passComments = [
  "What arrives in cycles before anything comes back.",
  "What arrives in cycles when something has come back in a cycle inside.",
  "What arrives in cycles when something has come back in two cycles inside, one after the other.",
];

function declarations(parts: ModuleParts, names: ModuleNames): Doc[] {
  const { payloads, passes, callables, results, successors, writers, places, keys, hasSome } = parts;
  const { start, context } = parts;
  const quoted = `\`${names.flow}\``;
  const exportedType = (comment: string, name: string, type: TypeNode): Doc =>
    declared(comment, exported(layoutTypeAlias(name, type)));
  return [
    ...declaredInterface("What arrives at each node.", "Payloads", payloads),
    ...passes.flatMap(({ names, payloads: members }, at) => {
      return declaredInterface(passComments[at] ?? "", names.payloads, members);
    }),
    ...declaredInterface("What the function nodes call.", "Callables", callables),
    declared("What each node returns.", layoutTypeAlias("Results", results)),
    ...passes.flatMap(({ names, results: type }) => (type === undefined ? [] : [layoutTypeAlias(names.results, type)])),
    ...declaredInterface("The targets of each node that leads to many.", "Successors", successors),
    ...declaredInterface("Nodes that write one place, in groups.", "Writers", writers),
    ...(writers.length === 0 ? [] : ["type ResultsOf<K extends keyof Results> = Results[K];"]),
    ...declaredInterface("Places that many nodes read as a whole, with all their keys.", "Places", places),
    ...(hasSome ? ["type Some<T> = T extends infer O ? { [K in keyof O]?: O[K] } : never;"] : []),
    ...declaredInterface("Keys of such places, in groups.", "Keys", keys),
    ...(start === undefined ? [] : [exportedType(`What the caller of ${quoted} must bring.`, names.start, start)]),
    exportedType(`What ${quoted} keeps in its context.`, names.context, context),
    declared("What each node gets and gives.", exported(layoutExtension(names.nodeTypes, parts.nodeTypes))),
    exportedType(`What a run of ${quoted} gives.`, names.result, parts.result),
  ];
}

/** Declares an interface, unless it would have no members. */
function declaredInterface(comment: string, name: string, members: readonly TypeMember[]): Doc[] {
  if (members.length === 0) return [];
  return [declared(comment, [`interface ${name} {`, indent([hardline, layoutMembers(members)]), hardline, "}"])];
}

function exported(doc: Doc): Doc {
  return ["export ", doc];
}

function declared(comment: string, doc: Doc): Doc {
  return lines([...docComment(comment), doc]);
}

function commented(comment: string | undefined, doc: Doc): Doc[] {
  return [...docComment(comment ?? ""), doc];
}

function constantsOf({ table, nodesType }: ModuleParts): Doc[] {
  const { stores } = table;
  const kept =
    stores.length === 0
      ? []
      : [
          declared(
            "What a run records of each node is kept by one of these: see `stores` of `FlowSpec`.",
            layoutStores(stores),
          ),
        ];
  return [layoutNodes(table, nodesType), ...kept];
}

function layoutConst({ type, table }: ModuleParts, { flow }: ModuleNames): Doc {
  return layoutDeclaration(flow, type, { callee: "defineFlow", argument: layoutFlow(table) });
}

interface ImportSources {
  readonly names: ModuleNames;
  readonly parts: ModuleParts;
  readonly runtime: string;
}

/** What modules may import from the runtime. */
const importable = [
  ...runtimeValues.map((name) => ({ name, isType: false })),
  ...[...runtimeTypes, ...conditionTypes, ...undoTypes].map((name) => ({ name, isType: true })),
];

/** The imports that the module needs from the runtime and from the user's modules. */
function importsOf(plan: FlowPlan, { names, parts, runtime }: ImportSources): MarkedImport[] {
  const { used } = parts;
  const ofRuntime = importable.filter(({ name }) => name === "defineFlow" || used.has(name));
  const marks = importMarks(plan, names);
  const isWhole = [...used].some((name) => name.startsWith("runtime."));
  return [
    ...(isWhole ? [{ specifier: runtime, exportName: "*", local: "runtime", isType: false, marks: [] }] : []),
    ...ofRuntime.map(({ name, isType }) => {
      return { specifier: runtime, exportName: name, local: name, isType, marks: [] };
    }),
    ...names.imports
      .filter(({ local }) => used.has(local))
      .map((imported) => ({ ...imported, marks: marks.get(imported.local) ?? [] })),
  ];
}

/** The imports of a declaration, which are all types. */
function typesOf(plan: FlowPlan, { names, parts, runtime }: ImportSources): MarkedImport[] {
  const used = usedTypes(parts);
  const marks = importMarks(plan, names);
  const ofRuntime = [...runtimeTypes, ...conditionTypes, ...undoTypes].map((name) => ({
    specifier: runtime,
    exportName: name,
    local: name,
  }));
  return [...ofRuntime, ...names.imports]
    .filter(({ local }) => used.names.has(local))
    .map((imported) => ({ ...imported, isType: true, marks: marks.get(imported.local) ?? [] }));
}

function usedTypes(parts: ModuleParts): UsedNames {
  const { payloads, passes, callables, results, start, context, nodeTypes, result, type } = parts;
  const used = createUsedNames();
  for (const member of [...payloads, ...passMembers(passes), ...callables]) used.addType(member.type);
  for (const declared of [results, ...passes.map((pass) => pass.results), start, context, nodeTypes, result, type]) {
    if (declared !== undefined) used.addType(declared);
  }
  return used;
}

/** For each import, by its local name, all places in the flow file that refer to it. */
function importMarks(plan: FlowPlan, names: ModuleNames): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>();
  for (const node of plan.nodes) {
    if (node.kind === "loop" || (node.callable.kind !== "imported" && node.callable.kind !== "flow")) continue;
    addToList(marks, names.callable(node.callable), { what: "import", span: node.callable.span, node: node.id });
  }
  for (const node of plan.nodes) {
    if (node.kind !== "function" || node.undo?.callable.kind !== "imported") continue;
    const { callable } = node.undo;
    addToList(marks, names.callable(callable), { what: "import", span: callable.span, node: node.id });
  }
  for (const type of typesNamedBy(plan)) {
    addToList(marks, names.type(type), { what: "import", span: type.span, node: undefined });
  }
  return marks;
}
