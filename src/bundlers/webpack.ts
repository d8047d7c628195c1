import { createWebpackPlugin } from "unplugin";
import type { WebpackPluginInstance } from "webpack";
import { createPluginCore } from "./create-plugin.js";
import { flowRule } from "./flow-rule.js";
import type { FlowcPluginOptions } from "./plugin-options.js";

export type { FlowcPluginOptions } from "./plugin-options.js";

/** webpack plugin: `import order from "./order.flow.yaml"` imports the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): WebpackPluginInstance {
  const create = createWebpackPlugin<FlowcPluginOptions, false>(() => {
    const { plugin, useRoot } = createPluginCore(options, "webpack");
    return {
      ...plugin,
      webpack: (compiler) => {
        useRoot(compiler.context);
        compiler.options.module.rules.push(flowRule());
      },
    };
  });
  return create(options);
}
