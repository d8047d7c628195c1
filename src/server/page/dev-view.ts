import type { UsageError } from "../../base/usage-error.js";
import type { DevProject } from "../dev-project.js";
import type { PastRun } from "../run-folder.js";
import type { RunState } from "../runs.js";
import type { PlaceLink } from "./finding-list.js";

/** What pages are made of. */
export interface DevView {
  /** The last state of the project that could be read; undefined if there is none. */
  readonly project: DevProject | undefined;
  /** What keeps it from being read now. */
  readonly errors: readonly UsageError[];
  /** The newest first. */
  readonly runs: readonly PastRun[];
  readonly states: readonly RunState[];
  readonly linkOf: PlaceLink;
}
