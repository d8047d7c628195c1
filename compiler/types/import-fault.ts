import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import { typesOf } from "../emit/names/module-names.js";
import type { Mapping } from "../emit/emitted-module.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { ModulePlan, NodePlan, TypeReferencePlan } from "../plan.js";
import { nodeAt } from "./inexact-producer.js";
import { enclosing, type Findings, type WiringScope } from "./wiring-scope.js";

const noExport: ReadonlySet<number> = new Set([2305, 2459, 2460, 2614, 2724, 1192]);
const onlyTypes: ReadonlySet<number> = new Set([2693, 1361, 1362]);
const noModule: ReadonlySet<number> = new Set([2307, 2792]);

/** Reports a callable or type that its module does not export. `build` cannot see these in declaration files. */
export function importFaults(scope: WiringScope, mapping: Mapping, { code, start }: ts.Diagnostic): Findings {
  const reference = referenceOf(scope, mapping);
  if (reference === undefined) return [];
  const module = nameOf(reference.module);
  if (noModule.has(code)) {
    return [
      { code: "callable/missing-module", params: { specifier: module, tried: [], closest: [] }, span: mapping.span },
    ];
  }
  if (!noExport.has(code)) return [];
  const exports = exportsAt(scope, start ?? mapping.start);
  const closest = closestNames(reference.exportName, exports);
  const params = { module, name: reference.exportName, exports, closest };
  return [{ code: "callable/missing-export", params, span: mapping.span }];
}

/** Reports a callable that is only a type, where the module uses it as a value; undefined for any other error. */
export function onlyTypeFault(node: NodePlan, { code }: ts.Diagnostic): AnyFinding | undefined {
  if (!onlyTypes.has(code) || node.kind === "loop") return undefined;
  const { callable } = node;
  if (callable.kind !== "imported" && callable.kind !== "flow") return undefined;
  const isFlow = callable.kind === "flow";
  const params = { module: nameOf(callable.module), name: callable.exportName, isFlow };
  return { code: "callable/only-a-type", params, span: callable.span };
}

type Exported = Pick<TypeReferencePlan, "module" | "exportName">;

function referenceOf({ flow: { plan }, nodes }: WiringScope, { node: id, span }: Mapping): Exported | undefined {
  const node = id === undefined ? undefined : nodes.get(id);
  if (node !== undefined) {
    if (node.kind === "loop") return undefined;
    return node.callable.kind === "imported" || node.callable.kind === "flow" ? node.callable : undefined;
  }
  return typesOf(plan).find((type) => type.span.start.offset === span.start.offset);
}

function exportsAt(scope: WiringScope, offset: number): string[] {
  const { ts, checker } = scope;
  const declaration = enclosing(nodeAt(scope, offset), ts.isImportDeclaration);
  const symbol = declaration && checker.getSymbolAtLocation(declaration.moduleSpecifier);
  return symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name);
}

function nameOf(module: ModulePlan): string {
  return module.kind === "file" ? module.path : module.specifier;
}
