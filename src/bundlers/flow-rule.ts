import { flowFile } from "../project/flow-file.js";

/** A module rule of webpack and compatible bundlers. */
interface FlowRule {
  readonly test: RegExp;
  readonly resourceQuery: RegExp;
  readonly type: "javascript/auto";
  readonly resolve: {
    readonly fullySpecified: boolean;
    readonly extensions: string[];
    readonly extensionAlias: Record<string, string[]>;
  };
}

/**
 * The rule for flows. They are JavaScript modules, even if written in JSON, and import `./ops.js` for `ops.ts`, as in
 * TypeScript.
 */
export function flowRule(): FlowRule {
  return {
    test: flowFile,
    // Imports such as `order.flow.yaml?raw` are left to the user's rules.
    resourceQuery: /^$/,
    type: "javascript/auto",
    resolve: {
      fullySpecified: false,
      extensions: [".ts", ".tsx", ".js", ".jsx", ".mjs", "..."],
      extensionAlias: { ".js": [".ts", ".tsx", ".js"], ".jsx": [".tsx", ".jsx"], ".mjs": [".mts", ".mjs"] },
    },
  };
}
