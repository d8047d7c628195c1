import { readFileSync } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { FlowPlan } from "../../compiler/plan.js";
import type { Picture } from "../../picture/picture.js";
import { toPosix } from "../base/project-paths.js";
import { textHash } from "../base/text-hash.js";
import type { Terminal } from "../base/terminal.js";
import { success, type Outcome } from "../base/usage-error.js";
import type { FlowPlace } from "../graph/link-template.js";
import { planPictures } from "../graph/plan-pictures.js";
import { createInputShapes } from "../host/value-shape/input-shape.js";
import type { ValueShape } from "../host/value-shape/value-shape.js";
import { findTargets } from "../project/find-targets.js";
import type { ProjectOptions } from "../project/load-settings.js";
import { readProjectFlows } from "../project/project-flows.js";

/** What the pages show of a project. */
export interface DevProject {
  /** Absolute path of the project that flowc was called for. */
  readonly root: string;
  readonly flows: readonly DevFlow[];
  /** Findings in files that are no flows. */
  readonly others: readonly Diagnostic[];
  /** The texts of the files that findings point into, by the names in their spans. */
  readonly sources: ReadonlyMap<string, string>;
  /** Absolute paths of the files that planning the flows read. */
  readonly read: readonly string[];
  /** Whether the findings are those of `flowc check` already, which takes longer. */
  readonly types: TypesState;
}

/** `failed`: types could not be checked. */
export type TypesState = "checking" | "checked" | "failed";

export interface DevFlow {
  /** Part of addresses and of the names of recorded runs: hexadecimal digits, which depend on the file's path alone. */
  readonly id: string;
  readonly name: string;
  /** Relative to the project, posix. */
  readonly file: string;
  readonly absolute: string;
  /** Where a flow file of its project is, by its path in it. */
  readonly placeOf: (file: string) => FlowPlace;
  /** Undefined if nothing can be drawn. */
  readonly picture: Picture | undefined;
  /** Undefined if the flow has errors. */
  readonly plan: FlowPlan | undefined;
  /** What is known of the input's type. */
  readonly input: ValueShape | undefined;
  readonly findings: readonly Diagnostic[];
}

/** Plans all flows that the command names, without the types of their callables. */
export async function planDevProject(
  paths: readonly string[],
  options: ProjectOptions,
  terminal: Pick<Terminal, "cwd">,
): Promise<Outcome<DevProject>> {
  const targets = await findTargets(paths, options, terminal);
  if (!targets.ok) return targets;
  const read = await readProjectFlows(targets.value, terminal.cwd);
  if (!read.ok) return read;
  const planned = planPictures(read.value);
  if (!planned.ok) return planned;
  const { pictures, report, read: files } = planned.value;
  const root = targets.value[0]?.root ?? terminal.cwd;
  const drawn = new Map(pictures.map((picture) => [picture.file, picture]));
  const shapes = new Map(pictures.map(({ host }) => [host, createInputShapes(host, readIfThere)]));
  const flows = [...report.sources.keys()].map((file): DevFlow => {
    const known = drawn.get(file);
    return {
      id: textHash(file),
      name: known?.picture.name ?? file,
      file,
      absolute: known?.absolute ?? path.resolve(root, file),
      placeOf: known?.placeOf ?? ((name) => ({ file: name, path: toPosix(path.resolve(root, name)) })),
      picture: known?.picture,
      plan: known?.plan,
      input: known?.plan === undefined ? undefined : shapes.get(known.host)?.of(known.plan),
      findings: report.diagnostics.filter(({ span }) => span.file === file),
    };
  });
  const typed = [...shapes.values()].flatMap(({ read: modules }) => modules);
  const others = report.diagnostics.filter(({ span }) => !report.sources.has(span.file));
  return success({ root, flows, others, sources: report.sources, read: [...files, ...typed], types: "checking" });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // The flow's findings say so.
  }
}
