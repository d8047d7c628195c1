import path from "node:path";
import type { UsageError } from "../base/usage-error.js";
import type { Project } from "./load-project.js";
import { isOutside } from "../base/is-outside.js";

/**
 * Predicts the error that tsc would report in a module that imports the runtime's file: TypeScript rejects sources
 * outside `rootDir`. A module that is itself outside does not belong to that program.
 *
 * @param outputs the files to write for a flow: posix, relative to the project
 */
export function outsideRuntime(
  outputs: readonly string[],
  { host, compileOptions }: Pick<Project, "host" | "compileOptions">,
): UsageError | undefined {
  const { runtimeFile } = compileOptions;
  if (runtimeFile === undefined) return undefined;
  for (const output of outputs) {
    const root = host.rootDirOf(output);
    if (root === undefined || !isBelow(output, root.folder) || isBelow(runtimeFile, root.folder)) continue;
    const better = path.posix.join(root.folder, path.posix.basename(runtimeFile));
    return {
      message: `the runtime's file \`${runtimeFile}\` would be outside of \`${root.folder}\`, the \`rootDir\` of \`${root.tsconfig}\`: tsc would refuse it in \`${output}\` (TS6059)`,
      help: `Set \`runtime: "./${better}"\`, or the \`rootDir\` to a folder above both.`,
    };
  }
  return undefined;
}

function isBelow(file: string, folder: string): boolean {
  return !isOutside(path.posix.relative(folder, file));
}
