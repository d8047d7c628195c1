/** The bundlers that flowc has a plugin for. */
export const bundlerNames = ["vite", "webpack", "rspack", "rollup", "esbuild"] as const;
export type BundlerName = (typeof bundlerNames)[number];
