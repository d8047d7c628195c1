import path from "node:path";

/**
 * Whether a relative path leads out of the folder that it is relative to, or to another drive. A folder whose name begins with
 * two dots (`..api`) is inside.
 *
 * @param relative as `path.relative` or `ProjectPaths.toProject` gives it
 */
export function isOutside(relative: string): boolean {
  const [first] = relative.split(path.sep === "\\" ? /[\\/]/u : "/");
  return first === ".." || path.isAbsolute(relative);
}
