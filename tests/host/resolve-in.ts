import { createNodeHost } from "../../src/host/node-host.js";
import { temporaryProject } from "./temporary-project.js";

export type Files = Readonly<Record<string, string>>;

/** What a specifier in `flows/a.flow.ts` leads to: a path, `opaque` or `missing`. */
export function resolveIn(files: Files, specifier: string, from = "flows/a.flow.ts"): string {
  const module = createNodeHost({ projectDir: temporaryProject(files) }).resolveModule(specifier, from);
  return module.kind === "source" ? module.path : module.kind;
}
