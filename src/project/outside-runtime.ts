import path from "node:path";
import type { UsageError } from "../base/usage-error.js";
import type { Project } from "./load-project.js";
import { isOutside } from "../base/is-outside.js";

/**
 * The fault that tsc would find in a module which imports the runtime's file: TypeScript takes no source from outside of
 * `rootDir`. A module outside it does not belong to that program.
 *
 * @param outputs what is written of a flow: posix, relative to the project
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
      message: `the runtime's file \`${runtimeFile}\` would lie outside of \`${root.folder}\`, the \`rootDir\` of \`${root.tsconfig}\`: tsc would refuse it in \`${output}\` (TS6059)`,
      help: `Set \`runtime: "./${better}"\`, or the \`rootDir\` to a folder above both.`,
    };
  }
  return undefined;
}

function isBelow(file: string, folder: string): boolean {
  return !isOutside(path.posix.relative(folder, file));
}
