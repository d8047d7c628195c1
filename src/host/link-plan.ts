import { type FindCallable, linkFlow } from "../../compiler/link/link-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { defineFlow, type FlowSpec } from "../../runtime/index.js";
import { importCallables } from "./import-callables.js";
import type { ImportModule } from "./module-importer.js";
import type { NodeHost } from "./node-host.js";

interface Linking {
  readonly host: NodeHost;
  readonly importModule: ImportModule;
  /** The callables that a program passed, under the keys of the plan. */
  readonly given?: ReadonlyMap<string, unknown>;
}

/**
 * Turns a plan into a runnable table, with all that it calls. The flows that its nodes run are linked like itself, each once.
 *
 * @throws anything that a module throws while it loads
 */
export async function linkPlan(plan: FlowPlan, linking: Linking): Promise<FlowSpec> {
  return linkWith(plan, linking, new Map());
}

/** @param linked the flows that have been linked, by their files. A flow never contains itself. */
async function linkWith(plan: FlowPlan, linking: Linking, linked: Map<string, Promise<object>>): Promise<FlowSpec> {
  const { host, importModule, given } = linking;
  const flows = (file: string): Promise<object> => {
    const known = linked.get(file) ?? linkChild(file, linking, linked);
    linked.set(file, known);
    return known;
  };
  const imported = await importCallables(plan, { host, importModule, flows });
  const find: FindCallable = (named) => (named.kind === "given" ? given?.get(named.key) : imported.get(named));
  return linkFlow(plan, find);
}

async function linkChild(file: string, linking: Linking, linked: Map<string, Promise<object>>): Promise<object> {
  const { plan } = linking.host.planOf(file);
  if (plan === undefined) throw new Error(`The flow ${file} has errors`);
  return defineFlow<object>(await linkWith(plan, linking, linked));
}
