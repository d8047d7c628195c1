import type { CompilerHost } from "../../compiler/host.js";

/** Finds no modules: a reference such as `./ops.ts#load` is reported as a finding. */
export const noModules: CompilerHost = {
  resolveModule: () => ({ kind: "missing" }),
  exportsOf: () => ({
    values: [],
    types: [],
    variables: [],
    routingClasses: [],
    isOpen: false,
    syntaxError: undefined,
  }),
  modulesNear: () => [],
  flowAt: () => ({ kind: "missing", near: [] }),
  importExtension: () => "js",
};
