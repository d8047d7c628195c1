import type { Outcome } from "../config/usage-error.js";
import { compileProject, type CompiledFlow } from "./compile-project.js";
import { openProject } from "./load-project.js";
import type { Settings } from "./load-settings.js";

/** Opens the project for the compiler, and compiles flows of it. */
export function compileOpen(flows: readonly string[], settings: Settings): Promise<Outcome<readonly CompiledFlow[]>> {
  return Promise.resolve(compileProject(openProject(settings), flows));
}
