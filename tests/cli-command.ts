import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "..");

/** What the command line is built from. */
const sources = ["compiler", "grammar", "picture", "runtime", "src", "trace", "package.json", "tsdown.config.ts"];

/**
 * The arguments with which Node starts flowc: the built one, which starts in a tenth of the time, if no source is newer;
 * otherwise the sources.
 */
export function cliCommand(): readonly string[] {
  const built = path.join(root, "dist/cli.js");
  const builtAt = timeOf(built);
  if (builtAt !== undefined && sources.every((name) => isOlder(path.join(root, name), builtAt))) return [built];
  return sourceCommand();
}

/** The arguments with which Node starts flowc from its sources, as the code that the tests import. */
export function sourceCommand(): readonly string[] {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
  return ["--import", loader, path.join(root, "src/cli/bin.ts")];
}

function timeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

/** Whether a file, or everything in a folder except what is built, was last changed before a time. */
function isOlder(file: string, time: number): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return true;
  if (!stats.isDirectory()) return stats.mtimeMs < time;
  const names = readdirSync(file).filter((name) => name !== "dist" && name !== "node_modules");
  return names.every((name) => isOlder(path.join(file, name), time));
}
