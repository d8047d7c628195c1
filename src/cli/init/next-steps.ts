import { existsSync } from "node:fs";
import path from "node:path";
import type { InspectedProject } from "./inspect-project.js";
import type { InitSettings } from "./starter-files.js";

/**
 * The next steps for the user, one per line.
 *
 * @param toAdd lines that the user must add to a file of their own
 */
export function nextSteps(
  { hasRuntime, commands }: InspectedProject,
  { dir, bundler }: InitSettings,
  { cwd, toAdd }: { readonly cwd: string; readonly toAdd: readonly string[] },
): string[] {
  // It was not written if there were flows already.
  const hasWelcome = existsSync(path.join(cwd, dir, "welcome.flow.yaml"));
  return [
    "next:",
    ...(hasRuntime ? [] : [commands.install]).map(indent),
    ...toAdd.map(indent),
    indent(`${commands.flowc} build`),
    ...(hasWelcome
      ? [indent(`${commands.flowc} run ${dir}/welcome.flow.yaml --input '{ "name": "Ada", "visits": 0 }'`)]
      : []),
    ...(hasWelcome && bundler !== "none"
      ? [indent(`in your code: import welcome from "./${path.posix.basename(dir)}/welcome.flow.yaml";`)]
      : []),
  ];
}

function indent(line: string): string {
  return `  ${line}`;
}
