import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { planDocument, planFlow, type PlanResult } from "../../compiler/plan-flow.js";
import { createReport } from "../../compiler/diagnostics/report.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { flowsWith } from "../host/flow-finder.js";
import { linkPlan } from "../host/link-plan.js";
import { isolatedImporter } from "../host/module-importer.js";
import { createNodeHost, type NodeHost } from "../host/node-host.js";
import { describeFailure } from "../base/describe-failure.js";
import { defineCallable } from "./define-callable.js";
import type { ConfiguredFlow } from "./dsl.js";
import { FlowCompileError } from "./flow-compile-error.js";

export interface FromConfigOptions {
  /** The project's folder. Default: the working directory. Modules may be outside it. */
  readonly projectDir?: string;
  /** Folders, relative to the project, in which dotted callables are looked up after the flow's own folder. */
  readonly roots?: readonly string[];
}

/**
 * Builds a flow from a flow file or from an object of the same form, like `Flow.from_config` of the reference. Its
 * callables are imported; in an object they may also be functions. References in an object are relative to the
 * project's folder. TypeScript is imported without a build, by a separate loader: a module that the program imports too
 * gets a second instance there.
 *
 * @throws FlowCompileError with all findings if the flow is wrong; an Error if the file cannot be read; anything that
 * importing a module throws
 */
export async function fromConfig(
  config: string | URL | object,
  options: FromConfigOptions = {},
): Promise<ConfiguredFlow> {
  const roots = options.roots ?? [];
  const host = createNodeHost({ projectDir: path.resolve(options.projectDir ?? "."), flows: flowsWith({ roots }) });
  const { file, text, result } = planConfig(config, host, roots);
  const { plan, given } = result;
  if (plan === undefined) throw new FlowCompileError(file, result.diagnostics, text);
  const spec = await linkPlan(plan, { host, importModule: await isolatedImporter(plan, host), given });
  return defineCallable<ConfiguredFlow>(spec, plan);
}

interface PlannedConfig {
  readonly file: string;
  readonly text: string;
  readonly result: PlanResult;
}

function planConfig(config: string | URL | object, host: NodeHost, roots: readonly string[]): PlannedConfig {
  if (typeof config === "string" || config instanceof URL) {
    const absolute = path.resolve(typeof config === "string" ? config : fileURLToPath(config));
    const text = readFlow(absolute);
    const file = host.paths.toProject(absolute);
    return { file, text, result: planFlow({ path: file, text }, host, { roots }) };
  }
  const report = createReport();
  const file = "fromConfig(…)";
  const { document, text } = documentOf(config, file, report);
  return { file, text, result: planDocument(document, { file, host, report, roots }) };
}

function readFlow(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { message, help } = describeFailure(file, "read", error);
    throw new Error(`the flow ${message}${help === undefined ? "" : `. ${help}`}`, { cause: error });
  }
}
