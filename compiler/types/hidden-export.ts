import { importSpecifier } from "../emit/names/import-specifier.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { ImportedCallable } from "../plan.js";

/**
 * Reports a callable that exists in a CommonJS module, but that an import does not find (SPEC 1).
 *
 * @param direct a module of the same package that has it as its default export
 */
export function hiddenExportFinding(
  callable: Pick<ImportedCallable, "module" | "exportName" | "span">,
  direct: string | undefined,
): AnyFinding {
  const { module, exportName: name, span } = callable;
  return {
    code: "types/hidden-export",
    params: { module: importSpecifier(module, span.file, "ts"), name, direct },
    span,
  };
}
