import path from "node:path";
import { configNames } from "../config/find-config.js";
import { compileImport, type CompiledImport } from "./compile-import.js";
import { createOpenProjects, type OpenProjectsOptions } from "./open-projects.js";

/** The flows that a bundler has imported, and their results. Files may change at any time, even during a load. */
export interface FlowImports {
  /** Compiles a flow (absolute path) and remembers the result. */
  load(file: string): Promise<CompiledImport>;
  /** The flows whose results differ now that a file (absolute path) was added, removed or changed. */
  changedBy(file: string): Promise<readonly string[]>;
  /**
   * Drops everything that was read from the projects, but keeps the results. If it gets the absolute path of a file
   * that was added, removed or changed, running compilations that depend on the file start again.
   */
  forget(file?: string): void;
}

export function createFlowImports(options: OpenProjectsOptions): FlowImports {
  const projects = createOpenProjects(options);
  /** The most recently started load of each flow, which saw the newest state. */
  const loads = new Map<string, Promise<CompiledImport>>();
  /** For each running compilation, the files that have changed since it started. */
  const underway = new Set<Set<string>>();
  const forget = (file?: string): void => {
    projects.forget();
    if (file !== undefined) for (const changed of underway) changed.add(file);
  };
  const compile = async (flow: string): Promise<CompiledImport> => {
    const changed = new Set<string>();
    underway.add(changed);
    try {
      for (;;) {
        changed.clear();
        const compiled = await compileImport(flow, projects);
        if (![...changed].some((file) => restsOn(flow, compiled, file))) return compiled;
      }
    } finally {
      underway.delete(changed);
    }
  };
  /**
   * Waits for the most recently started load of a flow. It may end before older ones, but their results must not
   * replace its own.
   */
  const newest = async (flow: string, loading: Promise<CompiledImport>): Promise<CompiledImport> => {
    const compiled = await loading;
    const last = loads.get(flow) ?? loading;
    return last === loading ? compiled : newest(flow, last);
  };
  const isChanged = async (flow: string, loading: Promise<CompiledImport>, file: string): Promise<boolean> => {
    const before = await loading.catch(() => undefined);
    if (before === undefined) return true;
    // Any file may fix a broken flow.
    if (before.module !== undefined && !restsOn(flow, before, file)) return false;
    return fingerprintOf(await compile(flow)) !== fingerprintOf(before);
  };
  return {
    load: (flow) => {
      const loading = compile(flow);
      loads.set(flow, loading);
      return newest(flow, loading);
    },
    changedBy: async (file) => {
      forget(file);
      const changed = await Promise.all(
        [...loads].map(async ([flow, loading]) => ((await isChanged(flow, loading, file)) ? [flow] : [])),
      );
      return changed.flat();
    },
    forget,
  };
}

/** Whether a result depends on a file. A new configuration may govern any flow. */
function restsOn(flow: string, compiled: CompiledImport, file: string): boolean {
  return flow === file || compiled.asked.has(file) || isConfig(path.basename(file));
}

function isConfig(name: string): boolean {
  return configNames.includes(name) || name === "package.json";
}

function fingerprintOf({ module, diagnostics, problems }: CompiledImport): string {
  return JSON.stringify([module?.text, diagnostics, problems]);
}
