import { readFileSync, statSync } from "node:fs";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { describeFailure } from "../base/describe-failure.js";
import { stampOfFile } from "../host/disk-state.js";
import type { Settings } from "./load-settings.js";

/** Reads the text of a file in the project. A pipe or a device is an error: reading it might never end. */
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

/** The state of a file in the project (`stampOf`). Take it before reading the file. */
export function stampOfProjectFile(file: string, project: Pick<Settings, "paths">): string {
  return stampOfFile(project.paths.toAbsolute(file));
}
