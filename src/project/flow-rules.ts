import path from "node:path";
import { modulePathOf } from "../../compiler/module-path.js";
import { isOutside } from "../base/is-outside.js";
import { toPosix } from "../base/project-paths.js";
import type { FlowRules } from "../host/flow-finder.js";
import { applyRules } from "./apply-rules.js";
import type { Settings } from "./load-settings.js";

/**
 * How flows that others run are planned: as if they were built alone, each by the configuration that it belongs to.
 *
 * @param nested projects below this one
 */
export function flowRules(settings: Settings, nested: readonly Settings[]): FlowRules {
  const { paths } = settings;
  // The innermost of the folders around a flow counts.
  const inner = nested
    .map((own) => ({ own, prefix: paths.toProject(own.projectDir) }))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  const ownerOf = (flow: string): { readonly own: Settings; readonly prefix: string } =>
    inner.find(({ prefix }) => !isOutside(path.posix.relative(prefix, flow))) ?? { own: settings, prefix: "" };
  return {
    optionsFor: (flow) => {
      const { own, prefix } = ownerOf(flow);
      const { roots = [], outDir, ...others } = own.compileOptions;
      // Another project has its own output folder, which is not known by its path from this one.
      const folder = prefix === "" ? { outDir } : {};
      return { ...others, ...folder, roots: roots.map((root) => path.posix.join(prefix, root)) };
    },
    moduleOf: (flow) => {
      const { own, prefix } = ownerOf(flow);
      // A bundler compiles the flows of a project that has no modules.
      if (own.config.emit === "declarations") return flow;
      return path.posix.join(
        prefix,
        modulePathOf(toPosix(path.posix.relative(prefix, flow)), own.compileOptions.outDir),
      );
    },
    hasModule: (flow, from) =>
      ownerOf(flow).own.config.emit !== "declarations" || ownerOf(from).own.config.emit === "declarations",
    configOf: (flow) => {
      const { own } = ownerOf(flow);
      return own === settings ? undefined : own.file;
    },
    judge: (diagnostics, flow) => applyRules(diagnostics, ownerOf(flow).own.config.rules ?? {}),
  };
}
