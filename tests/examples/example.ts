import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { childFilesOf } from "../../compiler/child-files.js";
import type { CompileResult } from "../../compiler/compile.js";
import { compileFlow } from "../../compiler/compile.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import type { FlowPlan, ModulePlan } from "../../compiler/plan.js";
import { defineFlow, type Flow, type FlowContext } from "../../runtime/index.js";
import { createNodeHost } from "../../src/host/node-host.js";

/** The folder that the paths of flows and modules are relative to. */
export const projectDir: string = fileURLToPath(new URL("../../", import.meta.url));

/** Flow files of the examples, relative to the project. */
export const flowFiles: readonly string[] = [
  "linear-etl",
  "confidence-router",
  "parallel-enrichment",
  "node-managed-timeout",
  "early-stop",
  "each-line",
  "nested-loops",
  "link-check",
  "trip-booking",
  "merge-after-branch",
  "message-triage",
  "revision-cycle",
  "order-fulfilment",
  "python-style",
  "policies",
  "json-flow",
]
  .map((name) => `fixtures/examples/${name}/${name}.flow.${name === "json-flow" ? "json" : "yaml"}`)
  .concat(
    ["place-order", "answer-ticket", "find-customer"].map(
      (name) => `fixtures/examples/shared-lookup/${name}.flow.yaml`,
    ),
  );

/** Compiles an example from the disk. */
export function compileExample(file: string): CompileResult {
  const text = readFileSync(`${projectDir}${file}`, "utf8");
  return compileFlow({ path: file, text }, createNodeHost({ projectDir }));
}

/** Links an example in memory, without emitting a module. */
export async function linkExample(file: string): Promise<Flow<FlowContext>> {
  const { plan } = compileExample(file);
  if (plan === undefined) throw new Error(`${file} does not compile`);
  const modules = await importModules(plan);
  const children = new Map<string, Flow<FlowContext>>();
  for (const child of childFilesOf(plan)) children.set(child, await linkExample(child));
  return defineFlow(
    linkFlow(plan, (callable) => {
      if (callable.kind === "flow") return children.get(callable.file ?? "");
      if (callable.kind === "given") throw new Error("no program has given a callable");
      return modules.get(specifierOf(callable.module))?.[callable.exportName];
    }),
  );
}

type Exports = Readonly<Record<string, unknown>>;

async function importModules(plan: FlowPlan): Promise<Map<string, Exports>> {
  const callables = plan.nodes.flatMap((node) => (node.kind === "loop" ? [] : [node.callable]));
  const specifiers = callables.flatMap((callable) =>
    callable.kind === "imported" ? [specifierOf(callable.module)] : [],
  );
  const imported = [...new Set(specifiers)].map(async (specifier): Promise<[string, Exports]> => [
    specifier,
    (await import(/* @vite-ignore */ specifier)) as Exports,
  ]);
  return new Map(await Promise.all(imported));
}

function specifierOf(module: ModulePlan): string {
  return module.kind === "bare" ? module.specifier : pathToFileURL(`${projectDir}${module.path}`).href;
}
