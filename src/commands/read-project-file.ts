import { readFileSync, statSync } from "node:fs";
import { failure, success, type Outcome } from "../config/usage-error.js";
import { describeFailure } from "../write/describe-failure.js";
import type { Project } from "./load-project.js";

/** The text of a file of the project. A pipe or a device is refused: reading it could last for ever. */
export function readProjectFile(file: string, project: Project): Outcome<string> {
  const absolute = project.host.paths.toAbsolute(file);
  try {
    if (!statSync(absolute).isFile()) {
      return failure({ message: `\`${file}\` cannot be read: it is no file`, help: "Name a file that holds a flow." });
    }
    return success(readFileSync(absolute, "utf8"));
  } catch (error) {
    return failure(describeFailure(file, "read", error));
  }
}
