import { type Outcome, success } from "../base/usage-error.js";
import { findTargets, type Target } from "./find-targets.js";

/** Flows of a project that a command works on, and the flows of nested projects that these run. */
interface Covered {
  readonly target: Target;
  readonly flows: readonly string[];
  readonly elsewhere: readonly string[];
}

/** The parts of nested projects that a command has to work on too: flows that others run, and that none of its projects has. */
export async function nestedTargets(projects: readonly Covered[], cwd: string): Promise<Outcome<readonly Target[]>> {
  const covered = new Set(
    projects.flatMap(({ target: { settings }, flows }) => flows.map((flow) => settings.paths.toAbsolute(flow))),
  );
  const open = projects.flatMap(({ elsewhere }) => elsewhere.filter((file) => !covered.has(file)));
  return open.length === 0 ? success([]) : findTargets([...new Set(open)], {}, { cwd });
}
