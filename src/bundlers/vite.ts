import path from "node:path";
import { createVitePlugin } from "unplugin";
import type { HotUpdateOptions, Plugin } from "vite";
import { createPluginCore } from "./create-plugin.js";
import { resolveBeside } from "./resolve-beside.js";
import { toPosix } from "../host/project-paths.js";
import { flowOf } from "./flow-file.js";
import { onlyPlugin } from "./only-plugin.js";
import type { FlowcPluginOptions } from "./plugin-options.js";

export type { FlowcPluginOptions } from "./plugin-options.js";

/** Vite takes all JSON for data: the module of a flow of JSON has a name that ends with `.js`. */
const jsonModule = /\.flow\.json(?:\.js)?$/;

/** Vite's plugin: `import order from "./order.flow.yaml"` gives the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): Plugin {
  const { plugin, imports, useRoot } = createPluginCore(options, "vite");
  let last: { readonly change: string; readonly flows: Promise<readonly string[]> } | undefined;
  /** The hook runs once for each environment; what a change means is worked out once. Several files may change at one time. */
  const changedBy = ({ file, timestamp }: HotUpdateOptions): Promise<readonly string[]> => {
    const change = `${timestamp} ${file}`;
    if (last?.change !== change) last = { change, flows: imports().changedBy(path.normalize(file)) };
    return last.flows;
  };
  const create = createVitePlugin<FlowcPluginOptions, false>(() => ({
    ...plugin,
    vite: {
      // Found only when a flow is compiled, it would make the dev server start over.
      config: () => ({ optimizeDeps: { exclude: ["flowc/runtime"] } }),
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
        const files = (await changedBy(change)).map(toPosix).flatMap((flow) => [flow, `${flow}.js`]);
        const modules = files.flatMap((file) => [...(moduleGraph.getModulesByFile(file) ?? [])]);
        return [...new Set([...change.modules, ...modules])];
      },
    },
  }));
  return onlyPlugin(create(options));
}
