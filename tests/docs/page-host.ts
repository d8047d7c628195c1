import type { CompilerHost, ModuleExports } from "../../compiler/host.js";

const anything: ModuleExports = {
  values: [],
  types: [],
  variables: [],
  routingClasses: [],
  isOpen: true,
  syntaxError: undefined,
};

/** A host where every module exists and exports everything that is asked for. */
export const permissiveHost: CompilerHost = {
  resolveModule: (specifier) =>
    specifier.startsWith(".") ? { kind: "source", path: specifier.replace(/^\.\//u, "") } : { kind: "opaque" },
  exportsOf: () => anything,
  modulesNear: () => [],
  importExtension: () => "js",
};

/** The host that the wrong example of a page needs if the flow alone is not wrong. */
export function hostOfWrongBlock(code: string, block: string): CompilerHost {
  const names = [...block.matchAll(/(?:#|\bops\.)(\w+)/gu)].flatMap((match) => match[1] ?? []);
  switch (code) {
    case "callable/missing-module":
      return { ...permissiveHost, resolveModule: () => ({ kind: "missing" }), modulesNear: () => ["ops.ts"] };
    case "callable/missing-export":
      return { ...permissiveHost, exportsOf: () => ({ ...anything, values: ["transform"], isOpen: false }) };
    case "callable/only-a-type":
      return { ...permissiveHost, exportsOf: () => ({ ...anything, types: names, isOpen: false }) };
    case "callable/module-syntax":
      return { ...permissiveHost, exportsOf: () => ({ ...anything, syntaxError: "`}` expected at line 3" }) };
    default:
      return permissiveHost;
  }
}
