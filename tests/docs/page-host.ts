import type { CompilerHost, ModuleExports, ReferencedFlow } from "../../compiler/host.js";

type FoundFlow = Extract<ReferencedFlow, { readonly kind: "flow" }>;

const anything: ModuleExports = {
  values: [],
  types: [],
  variables: [],
  routingClasses: [],
  isOpen: true,
  syntaxError: undefined,
};

function foundFlow(name: string, more: Partial<FoundFlow> = {}): FoundFlow {
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
    ...more,
  };
}

/** A host where every module exists and exports everything that is asked for. */
export const permissiveHost: CompilerHost = {
  resolveModule: (specifier) =>
    specifier.startsWith(".") ? { kind: "source", path: specifier.replace(/^\.\//u, "") } : { kind: "opaque" },
  exportsOf: () => anything,
  modulesNear: () => [],
  flowAt: (name) => foundFlow(name),
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
    case "flow/missing-child":
      return { ...permissiveHost, flowAt: () => ({ kind: "missing", near: ["./enrich.flow.yaml"] }) };
    case "flow/no-flow-file":
      return { ...permissiveHost, flowAt: () => ({ kind: "no-flow", found: "a folder", near: [] }) };
    case "flow/child-outside":
      return { ...permissiveHost, flowAt: () => ({ kind: "outside" }) };
    case "flow/child-without-module":
      return { ...permissiveHost, flowAt: (name) => foundFlow(name, { hasModule: false }) };
    case "flow/child-broken":
      return { ...permissiveHost, flowAt: (name) => foundFlow(name, { errors: 1 }) };
    case "flow/child-needs-context":
      return { ...permissiveHost, flowAt: (name) => foundFlow(name, { asks: ["$ctx.user"] }) };
    case "flow/contains-itself":
      return { ...permissiveHost, flowAt: (_, from) => ({ kind: "circle", files: [from] }) };
    case "flow/no-output":
      return {
        ...permissiveHost,
        flowAt: (name) => foundFlow(name, { silence: { kind: "many-ends", nodes: ["mail", "log"] } }),
      };
    default:
      return permissiveHost;
  }
}
