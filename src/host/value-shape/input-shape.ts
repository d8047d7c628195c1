import type { Function, Statement, TSType } from "oxc-parser";
import type { FlowPlan, ModulePlan } from "../../../compiler/plan.js";
import type { NodeHost } from "../node-host.js";
import { shapeOfDeclaration, shapeOfType, type TypePlace } from "./shape-of-type.js";
import { createSourceModules, type SourceModules } from "./source-modules.js";
import type { ValueShape } from "./value-shape.js";

/** The shapes of the inputs of flows. Modules are parsed once for all of them. */
export interface InputShapes {
  /** Undefined if nothing is known of the input. */
  of(plan: FlowPlan): ValueShape | undefined;
  /** Absolute paths of the modules that were read. */
  readonly read: readonly string[];
}

/**
 * Reads the types of inputs from the text of modules: the declared type of a flow, or else the type of the first parameter of its entry. TypeScript
 * itself is not asked, which would take seconds.
 */
export function createInputShapes(
  host: Pick<NodeHost, "locate" | "resolveModule" | "paths">,
  read: (file: string) => string | undefined,
): InputShapes {
  const files = new Set<string>();
  const modules = createSourceModules({
    read: (file) => {
      files.add(file);
      return read(file);
    },
    resolve: (specifier, from) => {
      const found = host.resolveModule(specifier, host.paths.toProject(from));
      return found.kind === "source" ? host.paths.toAbsolute(found.path) : undefined;
    },
  });
  return {
    of: (plan) => shapeOf(plan, modules, (module) => host.locate(module, plan.span.file)?.file),
    get read() {
      return [...files];
    },
  };
}

type Locate = (module: ModulePlan) => string | undefined;

function shapeOf(plan: FlowPlan, modules: SourceModules, locate: Locate): ValueShape | undefined {
  const { input, entry, nodes } = plan;
  const find = (module: ModulePlan, name: string): (TypePlace & { readonly declaration: Statement }) | undefined => {
    const file = locate(module);
    const opened = file === undefined ? undefined : modules.open(file);
    const found = opened === undefined ? undefined : modules.findExport(name, opened);
    return found === undefined ? undefined : { ...found, modules, depth: 0 };
  };
  if (input !== undefined) {
    const found = find(input.module, input.exportName);
    return found === undefined ? undefined : shapeOfDeclaration(found.declaration, found);
  }
  const node = nodes.find(({ id }) => id === entry);
  // A node with inputs of its own, or a loop, does not pass the input to a callable.
  if (node === undefined || node.kind === "loop" || node.inputs !== undefined) return undefined;
  const { callable } = node;
  if (callable.kind !== "imported" || callable.isClass) return undefined;
  const found = find(callable.module, callable.exportName);
  const type = found === undefined ? undefined : firstParameterOf(found.declaration, callable.exportName);
  return found === undefined || type === undefined ? undefined : shapeOfType(type, found);
}

/** The written type of the first parameter of a function. */
function firstParameterOf(declaration: Statement, name: string): TSType | undefined {
  if (declaration.type === "FunctionDeclaration") return typeOfFirst(declaration.params);
  if (declaration.type !== "VariableDeclaration") return undefined;
  const declared = declaration.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
  const value = declared?.init;
  if (value?.type !== "ArrowFunctionExpression" && value?.type !== "FunctionExpression") return undefined;
  return typeOfFirst(value.params);
}

function typeOfFirst([first]: Function["params"]): TSType | undefined {
  if (first === undefined || first.type === "RestElement" || first.type === "TSParameterProperty") return undefined;
  const pattern = first.type === "AssignmentPattern" ? first.left : first;
  return pattern.typeAnnotation?.typeAnnotation;
}
