import { pathToFileURL } from "node:url";
import type { CallablePlan, FlowPlan, ModulePlan } from "../../compiler/plan.js";
import type { NodeHost } from "./node-host.js";

/** The callables of a plan, by what the plan says of them. */
export type FoundCallables = ReadonlyMap<CallablePlan, unknown>;

/**
 * Imports what a plan calls, TypeScript as it is. Modules are loaded once, so that two of them that import a third share it.
 *
 * @throws whatever a module throws when it is loaded
 */
export async function importCallables(plan: FlowPlan, host: NodeHost): Promise<FoundCallables> {
  const { register } = await import("tsx/esm/api");
  // From Node 24 on a module of CommonJS is looked up by `require` itself, which must know the namespace too.
  const { register: registerCommonJs } = await import("tsx/cjs/api");
  registerCommonJs({ namespace: "flowc" });
  const file = host.paths.toAbsolute(plan.file);
  const loader = register({ namespace: "flowc", tsconfig: host.tsconfigOf(plan.file) ?? false });
  const parent = pathToFileURL(file).href;
  const found = new Map<CallablePlan, unknown>();
  for (const node of plan.nodes) {
    if (node.kind === "loop" || node.callable.kind !== "imported") continue;
    const { module, exportName } = node.callable;
    const namespace = (await loader.import(specifierOf(module, host), parent)) as Record<string, unknown>;
    found.set(node.callable, exportOf(namespace, exportName));
  }
  return found;
}

function specifierOf(module: ModulePlan, host: NodeHost): string {
  return module.kind === "file" ? pathToFileURL(host.paths.toAbsolute(module.path)).href : module.specifier;
}

/** A CommonJS module has its names on its default export where Node could not tell them. */
function exportOf(namespace: Record<string, unknown>, name: string): unknown {
  if (name in namespace) return namespace[name];
  const fallback = namespace["default"];
  return typeof fallback === "object" && fallback !== null ? (fallback as Record<string, unknown>)[name] : undefined;
}
