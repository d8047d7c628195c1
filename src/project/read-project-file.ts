import { readFileSync, statSync } from "node:fs";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { describeFailure } from "../base/describe-failure.js";
import { stampOfFile } from "../host/disk-state.js";
import type { Settings } from "./load-settings.js";

/** The text of a file of the project. A pipe or a device is refused: reading it could last for ever. */
export function readProjectFile(file: string, project: Pick<Settings, "paths">): Outcome<string> {
  const absolute = project.paths.toAbsolute(file);
  try {
    if (!statSync(absolute).isFile()) {
      return failure({ message: `\`${file}\` cannot be read: it is no file`, help: "Name a file that holds a flow." });
    }
    return success(readFileSync(absolute, "utf8"));
  } catch (error) {
    return failure(describeFailure(file, "read", error));
  }
}

/** The state of a file of the project (`stampOf`), to be taken before it is read. */
export function stampOfProjectFile(file: string, project: Pick<Settings, "paths">): string {
  return stampOfFile(project.paths.toAbsolute(file));
}
