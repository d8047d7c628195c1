import path from "node:path";

/**
 * Makes a path of a subproject relative to the project that flowc was called for. Absolute paths stay as they are.
 *
 * @param prefix the subproject's path from that project, ending in `/`, or empty
 */
export function pathInside(prefix: string, file: string): string {
  return prefix === "" || file.startsWith("/") || /^[a-z]:\//iu.test(file) ? file : path.posix.normalize(prefix + file);
}
