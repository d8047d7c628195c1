import type { ImportedCallable } from "../../compiler/plan.js";
import { closestNames } from "../../compiler/diagnostics/closest-names.js";
import type { AnyFinding } from "../../compiler/diagnostics/diagnostic.js";
import { hiddenExportFinding } from "../../compiler/types/hidden-export.js";
import { commonJsNames } from "./commonjs-names.js";
import type { NodeHost } from "./node-host.js";

/** A callable or flow, by the export that it is. */
export type Named = Pick<ImportedCallable, "module" | "exportName" | "span">;

/**
 * The finding for a callable that Node's import does not find in a package: an ES module does not export it, or Node
 * cannot see the name in the text of a CommonJS module. Undefined if an import finds it, or if that cannot be
 * determined.
 *
 * @param from the importing file, as a path of the compiler
 */
export function hiddenExport(callable: Named, from: string, host: NodeHost): AnyFinding | undefined {
  const { module, exportName } = callable;
  const names = namesOf(callable, from, host);
  if (names === undefined) return missingExport(callable, from, host);
  if (names.has(exportName)) return undefined;
  const direct = module.kind === "file" ? undefined : directModule(module.specifier, exportName, from, host);
  return hiddenExportFinding(callable, direct);
}

/** `build` has checked the exports of the user's own modules. */
function missingExport(callable: Named, from: string, host: NodeHost): AnyFinding | undefined {
  const { module, exportName: name, span } = callable;
  const located = module.kind === "bare" ? host.locate(module, from) : undefined;
  const exports = located && host.exportsOf(host.paths.toProject(located.file));
  if (module.kind === "file" || exports === undefined || exports.isOpen || exports.values.includes(name))
    return undefined;
  const { values } = exports;
  const params = { module: module.specifier, name, exports: values, closest: closestNames(name, values) };
  return { code: "callable/missing-export", params, span };
}

function namesOf({ module }: Pick<Named, "module">, from: string, host: NodeHost): ReadonlySet<string> | undefined {
  const located = host.locate(module, from);
  return located && commonJsNames(located.file, located.packageType);
}

/** `lodash/camelCase.js` for `camelCase` of `lodash`. */
function directModule(specifier: string, name: string, from: string, host: NodeHost): string | undefined {
  if (!/^(?:@[^/]+\/)?[^/]+$/u.test(specifier)) return undefined;
  return [`${specifier}/${name}.js`, `${specifier}/${name}`].find(
    (candidate) => namesOf({ module: { kind: "bare", specifier: candidate } }, from, host) !== undefined,
  );
}
