import path from "node:path";
import { findSourceFile } from "../host/find-source-file.js";
import { flowModule } from "../project/flow-file.js";

/**
 * The hook that finds what a flow's module imports: `./ops.js` is `ops.ts`, as TypeScript has it. For bundlers that do
 * not know that by themselves.
 */
export function resolveBeside(specifier: string, importer: string | undefined): string | undefined {
  if (importer === undefined || !flowModule.test(importer) || !/^\.{1,2}\//u.test(specifier)) return undefined;
  const found = findSourceFile(path.resolve(path.dirname(importer), specifier));
  return found === undefined || found.endsWith(".d.ts") ? undefined : found;
}
