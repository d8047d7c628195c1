import { renameSync } from "node:fs";
import type { FlowSource } from "../../../compiler/plan-flow.js";
import { describeFailure } from "../../base/describe-failure.js";
import { failure, type Outcome, success } from "../../base/usage-error.js";
import { writeTemporary } from "../../base/write-temporary.js";
import type { Project } from "../../project/load-project.js";

/** Writes a fixed flow file atomically. */
export function writeFixed({ path, text }: FlowSource, { host }: Project): Outcome<undefined> {
  const target = host.paths.toAbsolute(path);
  try {
    renameSync(writeTemporary(target, text), target);
  } catch (error) {
    return failure(describeFailure(path, "written", error));
  }
  return success(undefined);
}
