import { expect } from "vitest";
import type { FlowContext, RunOptions } from "../../runtime/index.js";
import { flowFiles, linkExample } from "./example.js";

/** The flow of a generated module, without its types. */
interface AnyFlow {
  readonly name: string;
  run(context: never, input: never, options?: RunOptions): Promise<FlowContext>;
}

export interface Run<Input> {
  readonly context?: object;
  readonly input: Input;
  readonly options?: RunOptions;
  /** Whether steps may come in any order, because nodes overlap. */
  readonly unordered?: boolean;
}

/**
 * Runs the flow of a generated module, and the same flow linked in memory. Both must leave the same context, which is
 * returned as JSON.
 *
 * @param folder name of the example, or `folder/flow` if it has several flows
 */
export async function runBoth(flow: AnyFlow, folder: string, run: Run<unknown>): Promise<Record<string, unknown>> {
  const file = flowFiles.find((path) => path.includes(`/${folder}/`) || path.includes(`/${folder}.flow.`));
  if (file === undefined) throw new Error(`no example ${folder}`);
  const linked = await linkExample(file);
  const emitted = await contextOf(flow, run);
  const inMemory = await contextOf(linked, run);
  if (run.unordered === true) expect(sortSteps(inMemory)).toEqual(sortSteps(emitted));
  else expect(JSON.stringify(inMemory)).toBe(JSON.stringify(emitted));
  return emitted;
}

async function contextOf(
  flow: AnyFlow,
  { context = {}, input, options }: Run<unknown>,
): Promise<Record<string, unknown>> {
  const own = structuredClone(context);
  const result = await flow.run(own as never, input as never, options);
  expect(result).toBe(own);
  return JSON.parse(JSON.stringify(result)) as Record<string, unknown>;
}

function sortSteps(context: Record<string, unknown>): Record<string, unknown> {
  const steps = (context["steps"] as unknown[]).map((step) => JSON.stringify(step)).sort();
  return { ...context, steps };
}

/** The nodes in the order in which they started. */
export function started(context: object): string[] {
  const steps = "steps" in context ? (context.steps as FlowContext["steps"]) : [];
  return steps.filter(({ status }) => status === "start").map(({ node_id }) => node_id);
}
