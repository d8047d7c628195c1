import { readFileSync } from "node:fs";
import { failure, success, type Outcome } from "../config/usage-error.js";
import { describeFailure } from "../write/describe-failure.js";
import type { Project } from "./load-project.js";

/** The text of a file of the project. */
export function readProjectFile(file: string, project: Project): Outcome<string> {
  try {
    return success(readFileSync(project.host.paths.toAbsolute(file), "utf8"));
  } catch (error) {
    return failure(describeFailure(file, "read", error));
  }
}
