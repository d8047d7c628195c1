import type { Plugin } from "rollup";
import { createRollupPlugin } from "unplugin";
import { createPluginCore } from "./create-plugin.js";
import { resolveBeside } from "./resolve-beside.js";
import { onlyPlugin } from "./only-plugin.js";
import type { FlowcPluginOptions } from "./plugin-options.js";

export type { FlowcPluginOptions } from "./plugin-options.js";

/** Rollup plugin: `import order from "./order.flow.yaml"` imports the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): Plugin {
  const create = createRollupPlugin<FlowcPluginOptions, false>(() => ({
    ...createPluginCore(options, "rollup").plugin,
    resolveId: resolveBeside,
  }));
  return onlyPlugin(create(options));
}
