import type { RspackPluginInstance } from "@rspack/core";
import { createRspackPlugin } from "unplugin";
import { createPluginCore } from "./create-plugin.js";
import { flowRule } from "./flow-rule.js";
import type { FlowcPluginOptions } from "./plugin-options.js";

export type { FlowcPluginOptions } from "./plugin-options.js";

/** Rspack plugin: `import order from "./order.flow.yaml"` imports the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): RspackPluginInstance {
  const create = createRspackPlugin<FlowcPluginOptions, false>(() => {
    const { plugin, useRoot } = createPluginCore(options, "rspack");
    return {
      ...plugin,
      rspack: (compiler) => {
        useRoot(compiler.context);
        compiler.options.module.rules.push(flowRule());
      },
    };
  });
  return create(options);
}
