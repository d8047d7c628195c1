import path from "node:path";
import { findSourceFile } from "../host/find-source-file.js";
import { flowModule } from "../project/flow-file.js";

/**
 * Resolves the imports of a flow's module: `./ops.js` finds `ops.ts`, as in TypeScript. For bundlers that do not do so
 * by themselves.
 */
export function resolveBeside(specifier: string, importer: string | undefined): string | undefined {
  if (importer === undefined || !flowModule.test(importer) || !/^\.{1,2}\//u.test(specifier)) return undefined;
  const found = findSourceFile(path.resolve(path.dirname(importer), specifier));
  return found === undefined || found.endsWith(".d.ts") ? undefined : found;
}
