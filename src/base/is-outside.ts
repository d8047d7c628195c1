import path from "node:path";

/**
 * Whether a relative path leads out of its base folder, or to another drive. A folder whose name begins with two dots
 * (`..api`) is inside.
 *
 * @param relative a path returned by `path.relative` or `ProjectPaths.toProject`
 */
export function isOutside(relative: string): boolean {
  const [first] = relative.split(path.sep === "\\" ? /[\\/]/u : "/");
  return first === ".." || path.isAbsolute(relative);
}
