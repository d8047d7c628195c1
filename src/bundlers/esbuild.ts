import type { Plugin } from "esbuild";
import { createEsbuildPlugin } from "unplugin";
import { createPluginCore } from "./create-plugin.js";
import { flowFile } from "../project/flow-file.js";
import type { FlowcPluginOptions } from "./plugin-options.js";

export type { FlowcPluginOptions } from "./plugin-options.js";

/** esbuild plugin: `import order from "./order.flow.yaml"` imports the flow, compiled in memory. */
export default function flowc(options: FlowcPluginOptions = {}): Plugin {
  const create = createEsbuildPlugin<FlowcPluginOptions, false>(() => {
    const { plugin, useRoot } = createPluginCore(options, "esbuild");
    return {
      ...plugin,
      esbuild: {
        onLoadFilter: flowFile,
        loader: "js",
        setup: ({ initialOptions }) => {
          if (initialOptions.absWorkingDir !== undefined) useRoot(initialOptions.absWorkingDir);
        },
      },
    };
  });
  return create(options);
}
