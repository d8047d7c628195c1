import type { CompilerHost, ModuleExports } from "../../compiler/host.js";

const anything: ModuleExports = { values: [], types: [], routingClasses: [], isOpen: true, syntaxError: undefined };

/** A host of a world where every module exists and exports whatever is asked for. */
export const permissiveHost: CompilerHost = {
  resolveModule: (specifier) =>
    specifier.startsWith(".") ? { kind: "source", path: specifier.replace(/^\.\//u, "") } : { kind: "opaque" },
  exportsOf: () => anything,
  modulesNear: () => [],
  importExtension: () => "js",
};

/** What the wrong block of a page needs the world to be like, where the flow alone cannot be wrong. */
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
