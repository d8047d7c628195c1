import { flowFile } from "../project/flow-file.js";

/** A rule as webpack and its kin take it. */
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

/** A flow is a module of JavaScript, one of JSON too, and imports `./ops.js` for `ops.ts`, as TypeScript does. */
export function flowRule(): FlowRule {
  return {
    test: flowFile,
    // `order.flow.yaml?raw` is for rules of the user's.
    resourceQuery: /^$/,
    type: "javascript/auto",
    resolve: {
      fullySpecified: false,
      extensions: [".ts", ".tsx", ".js", ".jsx", ".mjs", "..."],
      extensionAlias: { ".js": [".ts", ".tsx", ".js"], ".jsx": [".tsx", ".jsx"], ".mjs": [".mts", ".mjs"] },
    },
  };
}
