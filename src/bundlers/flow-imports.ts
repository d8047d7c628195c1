import path from "node:path";
import { configNames } from "../config/find-config.js";
import { compileImport, type CompiledImport } from "./compile-import.js";
import { createOpenProjects, type OpenProjectsOptions } from "./open-projects.js";

/** The flows that a bundler has imported, and what became of each. Changes may come at any time, in the middle of a load too. */
export interface FlowImports {
  /** Compiles a flow (absolute path) and remembers the outcome. */
  load(file: string): Promise<CompiledImport>;
  /** The flows whose outcome would be another one now that a file (absolute path) came, went or changed. */
  changedBy(file: string): Promise<readonly string[]>;
  /**
   * Drops what was read of the projects; outcomes stay remembered. Given the file (absolute path) that came, went or changed,
   * loads on their way that rest on it begin again.
   */
  forget(file?: string): void;
}

export function createFlowImports(options: OpenProjectsOptions): FlowImports {
  const projects = createOpenProjects(options);
  /** The load of each flow that was begun last: it saw the newest state of all. */
  const loads = new Map<string, Promise<CompiledImport>>();
  /** For each compile on its way, what has changed since it began. */
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
  /** A load that was begun later is newer though it may end before: whoever comes last must not bring the older one. */
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

/** Whether the outcome is one of this file too; a configuration that comes may govern any flow. */
function restsOn(flow: string, compiled: CompiledImport, file: string): boolean {
  return flow === file || compiled.asked.has(file) || isConfig(path.basename(file));
}

function isConfig(name: string): boolean {
  return configNames.includes(name) || name === "package.json";
}

function fingerprintOf({ module, diagnostics, problems }: CompiledImport): string {
  return JSON.stringify([module?.text, diagnostics, problems]);
}
