import path from "node:path";
import { configNames } from "../config/find-config.js";
import { compileImport, type CompiledImport } from "./compile-import.js";
import { createOpenProjects, type OpenProjectsOptions } from "./open-projects.js";

/** The flows that a bundler has imported, and what became of each. */
export interface FlowImports {
  /** Compiles a flow (absolute path) and remembers the outcome. */
  load(file: string): Promise<CompiledImport>;
  /** The flows whose outcome would be another one now that a file (absolute path) came, went or changed. */
  changedBy(file: string): Promise<readonly string[]>;
  /** Drops what was read of the projects; outcomes stay remembered. */
  forget(): void;
}

export function createFlowImports(options: OpenProjectsOptions): FlowImports {
  const projects = createOpenProjects(options);
  const loaded = new Map<string, CompiledImport>();
  /** What is broken may be mended by any file; a configuration that comes may govern any flow. */
  const mayDepend = (flow: string, compiled: CompiledImport, file: string): boolean =>
    flow === file || compiled.module === undefined || compiled.asked.has(file) || isConfig(path.basename(file));
  return {
    load: async (file) => {
      const compiled = await compileImport(file, projects);
      loaded.set(file, compiled);
      return compiled;
    },
    changedBy: async (file) => {
      projects.forget();
      const candidates = [...loaded].filter(([flow, compiled]) => mayDepend(flow, compiled, file));
      const changed = await Promise.all(
        candidates.map(async ([flow, before]) => {
          const after = await compileImport(flow, projects);
          return fingerprintOf(after) === fingerprintOf(before) ? [] : [flow];
        }),
      );
      return changed.flat();
    },
    forget: () => {
      projects.forget();
    },
  };
}

function isConfig(name: string): boolean {
  return configNames.includes(name) || name === "package.json";
}

function fingerprintOf({ module, diagnostics, problems }: CompiledImport): string {
  return JSON.stringify([module?.text, diagnostics, problems]);
}
