import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseJson } from "../base/parse-json.js";
import { failure, success, type Outcome } from "../base/usage-error.js";

/** Names of configuration files, other than `package.json`. */
export const configNames: readonly string[] = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map(
  (extension) => `flowc.config.${extension}`,
);

/**
 * Finds the configuration file that governs a folder: the nearest one in it or above it. A `package.json` counts only
 * if it has the key `flowc`. An absolute path, or undefined if there is none. Having two in one folder is an error
 * (SPEC 11).
 *
 * @param folder absolute path
 */
export function findConfig(folder: string): Outcome<string | undefined> {
  for (let current = folder; ; current = path.dirname(current)) {
    const found = configsIn(current);
    const [first, second] = found;
    if (first !== undefined && second !== undefined) {
      return failure({
        message: `there are two configurations: \`${first}\` and \`${second}\``,
        help: "Keep one of them.",
        place: { file: path.join(current, second) },
      });
    }
    if (first !== undefined) return success(path.join(current, first));
    if (path.dirname(current) === current) return success(undefined);
  }
}

/** The nearest folder with a `package.json`, searched upward, or the folder itself. Both paths are absolute. */
export function findPackageFolder(folder: string): string {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existsSync(path.join(current, "package.json"))) return current;
    if (path.dirname(current) === current) return folder;
  }
}

function configsIn(folder: string): string[] {
  const names = new Set(listNames(folder));
  const found = configNames.filter((name) => names.has(name));
  if (names.has("package.json") && hasFlowcKey(path.join(folder, "package.json"))) found.push("package.json");
  return found;
}

/** The names in a folder; empty if it cannot be listed. */
export function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // A parent folder that we may not list has no configuration for us.
  }
}

/** Whether a `package.json` has the key `flowc`. A broken or unreadable one is for npm to report. */
function hasFlowcKey(file: string): boolean {
  try {
    const text = readFileSync(file, "utf8");
    if (!text.includes('"flowc"')) return false;
    const parsed = parseJson(text);
    return (
      parsed.ok && typeof parsed.value === "object" && parsed.value !== null && Object.hasOwn(parsed.value, "flowc")
    );
  } catch {
    return false;
  }
}

/**
 * Recognizes projects nested in another one: folders with their own configuration and, if the outer project has none,
 * all folders with a `package.json`. So a flow belongs to the same project regardless of where flowc is called.
 *
 * @param hasConfig whether the outer project has a configuration
 */
export function projectInside(hasConfig: boolean): (folder: string, entries: readonly { name: string }[]) => boolean {
  return (folder, entries) =>
    entries.some(({ name }) => name.startsWith("flowc.config.") && configNames.includes(name)) ||
    (entries.some(({ name }) => name === "package.json") &&
      (!hasConfig || hasFlowcKey(path.join(folder, "package.json"))));
}
