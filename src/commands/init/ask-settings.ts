import path from "node:path";
import { failure, success, type Outcome } from "../../config/usage-error.js";
import { createProjectPaths } from "../../host/project-paths.js";
import type { Terminal } from "../terminal.js";
import type { InspectedProject } from "./inspect-project.js";
import type { InitSettings } from "./starter-files.js";

export interface InitOptions {
  /** Folder for the flows, relative to the working directory. */
  readonly dir?: string;
  readonly runtime?: "package" | "inline";
  /** Take the answers that would be proposed. */
  readonly yes?: boolean;
}

/** The settings: what options say, else what the user answers, else what fits the project. Without a terminal none is asked. */
export async function askSettings(
  options: InitOptions,
  project: InspectedProject,
  terminal: Terminal,
): Promise<Outcome<InitSettings>> {
  const ask = options.yes === true ? undefined : terminal.ask;
  const dir = options.dir ?? (await ask?.("Folder for the flows?", project.flowFolder)) ?? project.flowFolder;
  const folder = createProjectPaths(terminal.cwd).toProject(path.resolve(terminal.cwd, dir));
  if (folder === "." || folder.startsWith("..") || path.isAbsolute(folder)) {
    return failure({ message: `\`${dir}\` is no folder below this one`, help: "Name one such as `flows`." });
  }
  const proposed = project.needsInline ? "inline" : "package";
  const runtime = options.runtime ?? (await askRuntime(ask, proposed)) ?? proposed;
  return success({ dir: folder, runtime });
}

async function askRuntime(
  ask: Terminal["ask"],
  proposed: InitSettings["runtime"],
): Promise<InitSettings["runtime"] | undefined> {
  if (ask === undefined) return undefined;
  for (;;) {
    const answer = await ask(
      "Import the runtime from the package, or inline it as a file? (package, inline)",
      proposed,
    );
    if (answer === "package" || answer === "inline") return answer;
  }
}
