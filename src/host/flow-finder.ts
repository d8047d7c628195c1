import path from "node:path";
import type { CompilerHost, ReferencedFlow } from "../../compiler/host.js";
import type { Diagnostic, Related } from "../../compiler/diagnostics/diagnostic.js";
import { firstFaults } from "../../compiler/first-faults.js";
import { referenceText } from "../../compiler/analyze/facts/reference-text.js";
import { namedFlows } from "../../compiler/named-flows.js";
import { modulePathOf } from "../../compiler/module-path.js";
import { neededContext } from "../../compiler/needed-context.js";
import { planFlow, type PlanOptions } from "../../compiler/plan-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { silenceOf } from "../../compiler/last-node.js";
import { mayNameFlows } from "../base/may-name-flows.js";
import { isOutside } from "../base/is-outside.js";
import type { ProjectPaths } from "../base/project-paths.js";
import type { Disk } from "./disk.js";
import type { DiskNotes, Kept } from "./disk-notes.js";
import { flowsIn, flowsNear } from "./modules-near.js";

/** How the flows of a project are planned. */
export interface FlowRules {
  optionsFor(flow: string): PlanOptions;
  /** The path that a flow is imported from, relative to the project. */
  moduleOf(flow: string): string;
  /** Whether the module of another flow can import it from there. */
  hasModule(flow: string, from: string): boolean;
  /** Absolute path of the configuration of another project that a flow belongs to, if it is not this one. */
  configOf(flow: string): string | undefined;
  /** Gives findings the severities that the configuration sets. */
  judge(diagnostics: readonly Diagnostic[], flow: string): readonly Diagnostic[];
}

/** The rules of flows whose modules are next to them. */
export function flowsWith(options: PlanOptions): FlowRules {
  return {
    optionsFor: () => options,
    moduleOf: (flow) => modulePathOf(flow),
    hasModule: () => true,
    configOf: () => undefined,
    judge: (found) => found,
  };
}

/** A flow that others may run. */
export interface FoundFlow {
  /** Undefined if it has errors. */
  readonly plan: FlowPlan | undefined;
  readonly errors: number;
  /** The first of its errors, at their places. What is wrong in a flow that it runs is there, not at the reference. */
  readonly faults: readonly Related[];
}

/** Finds the flows that nodes run (SPEC 13). Each file is read and planned once. */
export interface FlowFinder {
  flowAt: CompilerHost["flowAt"];
  /** @param flow path of a flow file, relative to the project */
  planOf(flow: string): FoundFlow;
  forget(): void;
}

interface FinderOptions {
  readonly disk: Disk;
  readonly notes: DiskNotes;
  readonly paths: ProjectPaths;
  readonly rules: FlowRules;
  readonly host: () => CompilerHost;
}

export function createFlowFinder({ disk, notes, paths, rules, host }: FinderOptions): FlowFinder {
  const named = new Map<string, Kept<readonly string[]>>();
  const planned = new Map<string, Kept<FoundFlow>>();

  const planOf = (flow: string): FoundFlow =>
    notes.keep(planned, flow, () => {
      const text = disk.readText(paths.toAbsolute(flow)) ?? "";
      const { plan, diagnostics } = planFlow({ path: flow, text }, host(), rules.optionsFor(flow));
      const errors = rules.judge(diagnostics, flow).filter(({ severity }) => severity === "error");
      return { plan: errors.length > 0 ? undefined : plan, errors: errors.length, faults: firstFaults(errors) };
    });
  /** The flow files that a flow names. Nothing is resolved: a circle could not be planned. */
  const namedBy = (flow: string): readonly string[] =>
    notes.keep(named, flow, () => {
      const text = disk.readText(paths.toAbsolute(flow)) ?? "";
      return mayNameFlows(text) ? namedFlows({ path: flow, text }).map((name) => targetOf(name, flow)) : [];
    });
  const targetOf = (name: string, from: string): string =>
    paths.toProject(path.resolve(path.dirname(paths.toAbsolute(from)), name));
  /** The flows on the shortest way from one to another; undefined if it does not lead there. */
  const wayTo = (goal: string, start: string): string[] | undefined => {
    const before = new Map<string, string | undefined>([[start, undefined]]);
    for (const flow of before.keys()) {
      if (flow === goal) return wayBack(before, flow);
      for (const next of namedBy(flow)) if (!before.has(next)) before.set(next, flow);
    }
    return undefined;
  };

  return {
    planOf,
    flowAt: (name, from): ReferencedFlow => {
      const file = targetOf(name, from);
      if (isOutside(file) && !isOutside(from)) return { kind: "outside" };
      const unusable = unusableAt(paths.toAbsolute(file), disk);
      if (unusable !== undefined) {
        const isMissing = unusable === "missing";
        const near = isMissing
          ? flowsNear(paths.toAbsolute(file))
          : unusable === "a folder"
            ? flowsIn(paths.toAbsolute(file))
            : [];
        const others = near.filter((found) => found !== paths.toAbsolute(from));
        const names = others.map((found) => nameFrom(from, paths.toProject(found)));
        return isMissing ? { kind: "missing", near: names } : { kind: "no-flow", found: unusable, near: names };
      }
      const circle = wayTo(from, file);
      if (circle !== undefined) return { kind: "circle", files: circle };
      // What it says decides where the module is.
      const config = rules.configOf(file);
      if (config !== undefined) disk.readText(config);
      const { plan, errors, faults } = planOf(file);
      const asks = plan === undefined ? [] : neededContext(plan).map((needed) => referenceText("ctx", needed.path));
      const entry = plan?.nodes.find(({ id }) => id === plan.entry);
      const takes = plan?.input?.span ?? entry?.span;
      const silence = plan === undefined ? undefined : silenceOf(plan);
      const [module, hasModule] = [rules.moduleOf(file), rules.hasModule(file, from)];
      return { kind: "flow", file, module, hasModule, errors, faults, silence, takes, asks };
    },
    forget: () => {
      named.clear();
      planned.clear();
    },
  };
}

/** Why no flow can be read from a path, in words; undefined if one can. */
function unusableAt(file: string, disk: Disk): string | undefined {
  const kind = disk.kindOf(file);
  if (kind === "none") return "missing";
  if (kind !== "file") return kind === "folder" ? "a folder" : "no file";
  if (!/\.(?:ya?ml|json)$/u.test(file)) return "a file of another kind";
  return disk.readText(file) === undefined ? "a file that cannot be read" : undefined;
}

function wayBack(before: ReadonlyMap<string, string | undefined>, last: string): string[] {
  const way: string[] = [];
  for (let flow: string | undefined = last; flow !== undefined; flow = before.get(flow)) way.unshift(flow);
  return way;
}

/** A path as a flow would name it: `./enrich.flow.yaml`. */
function nameFrom(from: string, file: string): string {
  const relative = path.posix.relative(path.posix.dirname(from), file);
  return relative.startsWith(".") ? relative : `./${relative}`;
}
