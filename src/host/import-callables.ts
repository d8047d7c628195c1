import { createDiagnostic } from "../../compiler/diagnostics/create-diagnostic.js";
import { callablesOf, typesOf } from "../../compiler/emit/names/module-names.js";
import type { CallablePlan, FlowPlan, TypeReferencePlan } from "../../compiler/plan.js";
import type { Named } from "./hidden-export.js";
import type { ImportModule } from "./module-importer.js";
import type { NodeHost } from "./node-host.js";

interface Importing {
  readonly host: NodeHost;
  /** From `isolatedImporter` or `processImporter`. */
  readonly importModule: ImportModule;
  /** Returns the flow of a file. */
  readonly flows: (file: string) => Promise<unknown>;
}

/** The callable functions, classes and flows of a plan, and its schemas, keyed by their description in the plan. */
export type FoundCallables = ReadonlyMap<CallablePlan | TypeReferencePlan, unknown>;

/**
 * Imports the callables and schemas of a plan, running TypeScript without a build. Modules are loaded once, so two of them that
 * import a third share it.
 *
 * @param importing how modules and the flows that nodes run are found
 * @throws anything that a module throws while it loads
 */
export async function importCallables(
  plan: FlowPlan,
  { host, importModule, flows }: Importing,
): Promise<FoundCallables> {
  const found = new Map<CallablePlan | TypeReferencePlan, unknown>();
  for (const named of [...callablesOf(plan), ...typesOf(plan).filter(({ kind }) => kind === "schema")]) {
    if (named.kind === "flow" && named.file !== undefined) {
      found.set(named, await flows(named.file));
      continue;
    }
    const namespace = await importModule(named.module, plan.file);
    const isThere = named.exportName in namespace;
    if (!isThere && (named.kind === "imported" || named.kind === "flow")) await refuseHidden(named, plan, host);
    const value = isThere ? namespace[named.exportName] : memberOf(namespace["default"], named.exportName);
    const isDefault = named.exportName === "default" && isCommonJsModule(plan, host);
    found.set(named, isDefault ? defaultOf(value) : value);
  }
  return found;
}

/** Whether the generated module of a flow is compiled to CommonJS, or bundled by the same rules. */
function isCommonJsModule(plan: FlowPlan, host: NodeHost): boolean {
  return host.locate({ kind: "file", path: plan.file }, plan.file)?.packageType !== "module";
}

/**
 * The default export of a module that was compiled to CommonJS, as code that was compiled to CommonJS itself imports
 * it: `module.exports.default`. Node gives the whole `module.exports` instead.
 */
function defaultOf(value: unknown): unknown {
  const isCompiled = memberOf(value, "__esModule") === true;
  return isCompiled ? memberOf(value, "default") : value;
}

/** A callable that the generated module could not import is rejected here too. */
async function refuseHidden(callable: Named, plan: FlowPlan, host: NodeHost): Promise<void> {
  const { hiddenExport } = await import("./hidden-export.js");
  const hidden = hiddenExport(callable, plan.file, host);
  if (hidden === undefined) return;
  const { message, help } = createDiagnostic(hidden);
  throw new SyntaxError(`${message}; ${help ?? ""}`);
}

/** TypeScript that the loader compiled to CommonJS has its names only on its default export. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
