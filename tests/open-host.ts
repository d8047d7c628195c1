import type { CompilerHost } from "../compiler/host.js";

/** A host whose modules are packages that cannot be read: they export everything that is asked for. */
export const openHost: CompilerHost = {
  resolveModule: () => ({ kind: "opaque" }),
  exportsOf: () => ({ values: [], types: [], variables: [], routingClasses: [], isOpen: true, syntaxError: undefined }),
  modulesNear: () => [],
  flowAt: (name) => {
    const file = name.replace(/^\.\//u, "");
    return {
      kind: "flow",
      file,
      module: `${file}.ts`,
      hasModule: true,
      errors: 0,
      faults: [],
      silence: undefined,
      takes: undefined,
      asks: [],
    };
  },
  importExtension: () => "js",
};
