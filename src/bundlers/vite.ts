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

/** Vite takes all JSON for data: the module of a flow of JSON has a name that ends with `.js`. */
const jsonModule = /\.flow\.json(?:\.js)?$/;

/** Vite's plugin: `import order from "./order.flow.yaml"` gives the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): Plugin {
  const { plugin, importsOf, useRoot } = createPluginCore(options, "vite");
  const create = createVitePlugin<FlowcPluginOptions, false>(() => ({
    ...plugin,
    vite: {
      // Found only when a flow is compiled, it would make the dev server start over.
      config: () => ({ optimizeDeps: { exclude: ["@flowc/runtime"] } }),
      configResolved: (config) => {
        useRoot(config.root);
      },
      async resolveId(specifier, importer, resolving) {
        if (!jsonModule.test(specifier)) {
          const file = resolveBeside(specifier, importer);
          // As Vite spells it itself: in another spelling it were a second module.
          return file === undefined ? undefined : toPosix(file);
        }
        const found = await this.resolve(flowOf(specifier), importer, { ...resolving, skipSelf: true });
        return found !== null && jsonModule.test(found.id) ? { ...found, id: `${found.id}.js` } : found;
      },
      async hotUpdate(change) {
        const { moduleGraph } = this.environment;
        // Each environment imported at its own time, so each is updated by what it has.
        const flows = await importsOf(this).changedBy(path.normalize(change.file));
        const files = flows.map(toPosix).flatMap((flow) => [flow, `${flow}.js`]);
        const modules = files.flatMap((file) => [...(moduleGraph.getModulesByFile(file) ?? [])]);
        // A hot update alone lets Vite keep, and share, what it was making of the state before.
        for (const module of modules) moduleGraph.invalidateModule(module);
        return [...new Set([...change.modules, ...modules])];
      },
    },
  }));
  return onlyPlugin(create(options));
}
