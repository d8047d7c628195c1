import { pathToFileURL } from "node:url";
import { createDiagnostic } from "../../compiler/diagnostics/create-diagnostic.js";
import { scriptPathOf } from "../../compiler/module-path.js";
import type { CallablePlan, FlowPlan, ImportedCallable, ModulePlan } from "../../compiler/plan.js";
import type { NodeHost } from "./node-host.js";

/** The callable functions and classes of a plan, keyed by their description in the plan. */
export type FoundCallables = ReadonlyMap<CallablePlan, unknown>;

/**
 * Imports the callables of a plan, running TypeScript without a build. Modules are loaded once, so two of them that
 * import a third share it.
 *
 * @throws anything that a module throws while it loads
 */
export async function importCallables(plan: FlowPlan, host: NodeHost): Promise<FoundCallables> {
  const { register } = await import("tsx/esm/api");
  // From Node 24 on, `require` itself resolves CommonJS modules, so it must know the namespace too.
  const { register: registerCommonJs } = await import("tsx/cjs/api");
  registerCommonJs({ namespace: "flowc" });
  const file = host.paths.toAbsolute(plan.file);
  const loader = register({ namespace: "flowc", tsconfig: host.tsconfigOf(plan.file) ?? false });
  const parent = pathToFileURL(file).href;
  const found = new Map<CallablePlan, unknown>();
  for (const node of plan.nodes) {
    if (node.kind === "loop" || node.callable.kind !== "imported") continue;
    const { callable } = node;
    const namespace = (await loader.import(specifierOf(callable.module, host), parent)) as Record<string, unknown>;
    const isThere = callable.exportName in namespace;
    if (!isThere) await refuseHidden(callable, plan, host);
    found.set(callable, isThere ? namespace[callable.exportName] : memberOf(namespace["default"], callable.exportName));
  }
  return found;
}

function specifierOf(module: ModulePlan, host: NodeHost): string {
  return module.kind === "file"
    ? pathToFileURL(host.paths.toAbsolute(scriptPathOf(module.path))).href
    : module.specifier;
}

/** A callable that the generated module could not import is rejected here too. */
async function refuseHidden(callable: ImportedCallable, plan: FlowPlan, host: NodeHost): Promise<void> {
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
