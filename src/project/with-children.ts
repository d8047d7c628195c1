import path from "node:path";
import { compareCodePoints } from "../../compiler/compare-code-points.js";
import { mayNameFlows } from "../base/may-name-flows.js";
import { isOutside } from "../base/is-outside.js";
import { kindOf } from "../host/disk-state.js";
import { ownerOf } from "./find-targets.js";
import type { Settings } from "./load-settings.js";
import { readProjectFile } from "./read-project-file.js";

interface ChildrenOptions {
  readonly settings: Pick<Settings, "paths" | "projectDir">;
  /** Whether projects nested in this one process their own flows. */
  readonly hasNested: boolean;
  /** The paths that a flow names, if they are known without reading it. */
  readonly known: (flow: string) => readonly string[] | undefined;
}

/** The flows of a command, and those that they run. */
export interface WithChildren {
  /** Relative to the project, in code-point order. */
  readonly flows: readonly string[];
  /** For each flow that names any: the paths as it writes them. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Absolute paths of flows that belong to nested projects. */
  readonly elsewhere: readonly string[];
}

/** Adds the flows that others run (SPEC 13): they are processed with them, whether `include` names them or not. */
export async function withChildren(flows: readonly string[], options: ChildrenOptions): Promise<WithChildren> {
  const { paths, projectDir } = options.settings;
  const all = new Set(flows);
  const named = new Map<string, readonly string[]>();
  const elsewhere = new Set<string>();
  for (const flow of all) {
    const names = options.known(flow) ?? (await namesIn(flow, options));
    if (names.length > 0) named.set(flow, names);
    for (const name of names) {
      const file = path.resolve(path.dirname(paths.toAbsolute(flow)), name);
      const child = paths.toProject(file);
      if (all.has(child) || isOutside(child) || !/\.(?:ya?ml|json)$/u.test(file) || kindOf(file) !== "file") continue;
      if (options.hasNested && ownerOf(file, projectDir) !== projectDir) elsewhere.add(file);
      else all.add(child);
    }
  }
  return { flows: [...all].sort(compareCodePoints), named, elsewhere: [...elsewhere] };
}

async function namesIn(flow: string, { settings }: ChildrenOptions): Promise<readonly string[]> {
  const text = readProjectFile(flow, settings);
  if (!text.ok || !mayNameFlows(text.value)) return [];
  const { namedFlows } = await import("../../compiler/named-flows.js");
  return namedFlows({ path: flow, text: text.value });
}
