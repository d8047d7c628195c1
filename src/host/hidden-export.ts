import type { ImportedCallable } from "../../compiler/plan.js";
import type { AnyFinding } from "../../compiler/diagnostics/diagnostic.js";
import { hiddenExportFinding } from "../../compiler/types/hidden-export.js";
import { commonJsNames } from "./commonjs-names.js";
import type { NodeHost } from "./node-host.js";

/**
 * The finding for a callable that an import cannot find although its CommonJS module exports it: Node cannot see the
 * name in the module's text. Undefined if an import finds it, or if that cannot be determined.
 *
 * @param from the importing file, as a path of the compiler
 */
export function hiddenExport(callable: ImportedCallable, from: string, host: NodeHost): AnyFinding | undefined {
  const { module, exportName } = callable;
  const names = namesOf(callable, from, host);
  if (names === undefined || names.has(exportName)) return undefined;
  const direct = module.kind === "file" ? undefined : directModule(module.specifier, exportName, from, host);
  return hiddenExportFinding(callable, direct);
}

function namesOf(
  { module }: Pick<ImportedCallable, "module">,
  from: string,
  host: NodeHost,
): ReadonlySet<string> | undefined {
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
