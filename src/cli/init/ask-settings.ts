import path from "node:path";
import { failure, success, type Outcome } from "../../base/usage-error.js";
import { createProjectPaths } from "../../base/project-paths.js";
import type { Terminal } from "../../base/terminal.js";
import { bundlerNames, type BundlerName } from "./bundler-names.js";
import type { InspectedProject } from "./inspect-project.js";
import type { InitSettings } from "./starter-files.js";
import { isOutside } from "../../base/is-outside.js";

export interface InitOptions {
  /** Folder for the flows, relative to the working directory. */
  readonly dir?: string;
  /** The bundler whose plugin imports flows. */
  readonly bundler?: BundlerName | "none";
  readonly runtime?: "package" | "inline";
  /** Accepts the proposed answers. */
  readonly yes?: boolean;
}

/**
 * Takes each setting from the options, otherwise from the user's answer, otherwise from the project. Without a terminal
 * nothing is asked.
 */
export async function askSettings(
  options: InitOptions,
  project: InspectedProject,
  terminal: Terminal,
): Promise<Outcome<InitSettings>> {
  const ask = options.yes === true ? undefined : terminal.ask;
  const found = project.bundler?.name;
  // If no bundler is found, there is nothing to ask.
  const bundler = options.bundler ?? (found === undefined ? "none" : await choose(ask, bundlerQuestion, found));
  const proposedDir = project.flowFolder(bundler !== "none");
  const dir = options.dir ?? (await ask?.("Folder for the flows?", proposedDir)) ?? proposedDir;
  const folder = createProjectPaths(terminal.cwd).toProject(path.resolve(terminal.cwd, dir));
  if (folder === "." || isOutside(folder)) {
    return failure({ message: `\`${dir}\` is no folder below this one`, help: "Name one such as `flows`." });
  }
  // A bundle contains the runtime in any case.
  const isAsked = bundler === "none";
  const proposed = project.needsInline && isAsked ? "inline" : "package";
  const runtime = options.runtime ?? (await choose(isAsked ? ask : undefined, runtimeQuestion, proposed));
  return success({ dir: folder, bundler, runtime });
}

interface Question<Answer extends string> {
  readonly text: string;
  readonly answers: readonly Answer[];
}

const bundlerQuestion: Question<BundlerName | "none"> = {
  text: "Import flows through a bundler's plugin?",
  answers: [...bundlerNames, "none"],
};

const runtimeQuestion: Question<InitSettings["runtime"]> = {
  text: "Import the runtime from the package, or inline it as a file?",
  answers: ["package", "inline"],
};

/** Asks until the answer is valid. Returns the proposed answer if nobody can be asked. */
async function choose<Answer extends string>(
  ask: Terminal["ask"],
  { text, answers }: Question<Answer>,
  proposed: Answer,
): Promise<Answer> {
  if (ask === undefined) return proposed;
  for (;;) {
    const given = await ask(`${text} (${answers.join(", ")})`, proposed);
    const answer = answers.find((known) => known === given.toLowerCase());
    if (answer !== undefined) return answer;
  }
}
