import type { Project } from "./load-project.js";

/** Calls `look`, and adds to `read` the absolute paths of the files that the project's host read for it. */
export function gatherReads<T>(look: () => T, { host }: Pick<Project, "host">, read: Set<string>): T {
  const { value, notes } = host.gather(look);
  for (const { what, path } of notes) if (what === "text") read.add(path);
  return value;
}
