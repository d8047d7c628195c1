import { importSpecifier } from "../emit/names/import-specifier.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { ImportedCallable } from "../plan.js";

/**
 * A callable that an import of its CommonJS module does not find (SPEC 1).
 *
 * @param direct a module of the same package that has it as its default export
 */
export function hiddenExportFinding(callable: ImportedCallable, direct: string | undefined): AnyFinding {
  const { module, exportName: name, span } = callable;
  return {
    code: "types/hidden-export",
    params: { module: importSpecifier(module, span.file, "ts"), name, direct },
    span,
  };
}
