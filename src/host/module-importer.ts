import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import { scriptPathOf } from "../../compiler/module-path.js";
import type { FlowPlan, ModulePlan } from "../../compiler/plan.js";
import type { NodeHost } from "./node-host.js";

/**
 * Imports a module that a flow names. Throws what the module throws.
 *
 * @param from the flow file that names it
 */
export type ImportModule = (module: ModulePlan, from: string) => Promise<Record<string, unknown>>;

/**
 * Creates an importer that runs TypeScript without a build, in a loader of its own: the process's own imports stay as
 * they are, and a module that the process imports too gets a second instance.
 */
export async function isolatedImporter(plan: FlowPlan, host: NodeHost): Promise<ImportModule> {
  const { register } = await import("tsx/esm/api");
  // From Node 24 on, `require` itself resolves CommonJS modules, so it must know the namespace too.
  const { register: registerCommonJs } = await import("tsx/cjs/api");
  // A loader with the name of an earlier one would compile what that one has compiled.
  const namespace = `flowc-${randomUUID()}`;
  registerCommonJs({ namespace });
  const loader = register({ namespace, tsconfig: host.tsconfigOf(plan.file) ?? false });
  return (module, from) => {
    const parent = pathToFileURL(host.paths.toAbsolute(from)).href;
    return loader.import(specifierOf(module, host), parent) as ReturnType<ImportModule>;
  };
}

/**
 * Creates an importer for a process that only runs a flow: all its imports run TypeScript. Stack traces show the user's
 * own lines. In an isolated loader, frames of CommonJS modules have the compiled text in place of the file's name.
 */
export async function processImporter(plan: FlowPlan, host: NodeHost): Promise<ImportModule> {
  const { register } = await import("tsx/esm/api");
  const { register: registerCommonJs } = await import("tsx/cjs/api");
  registerCommonJs();
  register({ tsconfig: host.tsconfigOf(plan.file) ?? false });
  return (module, from) => {
    // A package is found from the flow, not from this file.
    const located = module.kind === "bare" ? host.locate(module, from)?.file : undefined;
    const specifier = located === undefined ? specifierOf(module, host) : pathToFileURL(located).href;
    return import(specifier) as ReturnType<ImportModule>;
  };
}

function specifierOf(module: ModulePlan, host: NodeHost): string {
  return module.kind === "file"
    ? pathToFileURL(host.paths.toAbsolute(scriptPathOf(module.path))).href
    : module.specifier;
}
