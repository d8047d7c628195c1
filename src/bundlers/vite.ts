import path from "node:path";
import { createVitePlugin } from "unplugin";
import type { Plugin } from "vite";
import { createPluginCore } from "./create-plugin.js";
import { resolveBeside } from "./resolve-beside.js";
import { toPosix } from "../base/project-paths.js";
import { flowOf } from "../project/flow-file.js";
import { onlyPlugin } from "./only-plugin.js";
import type { FlowcPluginOptions } from "./plugin-options.js";

export type { FlowcPluginOptions } from "./plugin-options.js";

/** Vite treats all JSON as data, so the module id of a JSON flow ends with `.js`. */
const jsonModule = /\.flow\.json(?:\.js)?$/;

/** Vite plugin: `import order from "./order.flow.yaml"` imports the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): Plugin {
  const { plugin, importsOf, useRoot } = createPluginCore(options, "vite");
  const create = createVitePlugin<FlowcPluginOptions, false>(() => ({
    ...plugin,
    vite: {
      // Otherwise Vite discovers the runtime only when it compiles a flow, and then reloads the page to pre-bundle it.
      config: () => ({ optimizeDeps: { exclude: ["@flowc/runtime"] } }),
      configResolved: (config) => {
        useRoot(config.root);
      },
      async resolveId(specifier, importer, resolving) {
        if (!jsonModule.test(specifier)) {
          const file = resolveBeside(specifier, importer);
          // Vite's own spelling. With another one it would be a second module.
          return file === undefined ? undefined : toPosix(file);
        }
        const found = await this.resolve(flowOf(specifier), importer, { ...resolving, skipSelf: true });
        return found !== null && jsonModule.test(found.id) ? { ...found, id: `${found.id}.js` } : found;
      },
      async hotUpdate(change) {
        const { moduleGraph } = this.environment;
        // Environments load flows at different times, so each is updated from its own state.
        const flows = await importsOf(this).changedBy(path.normalize(change.file));
        const files = flows.map(toPosix).flatMap((flow) => [flow, `${flow}.js`]);
        const modules = files.flatMap((file) => [...(moduleGraph.getModulesByFile(file) ?? [])]);
        // With a hot update alone, Vite could keep and share what it was transforming from the old state.
        for (const module of modules) moduleGraph.invalidateModule(module);
        return [...new Set([...change.modules, ...modules])];
      },
    },
  }));
  return onlyPlugin(create(options));
}
