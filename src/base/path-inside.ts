import path from "node:path";

/** A path of a project as one of the project that was called. */
export function pathInside(prefix: string, file: string): string {
  return prefix === "" || file.startsWith("/") || /^[a-z]:\//iu.test(file) ? file : path.posix.normalize(prefix + file);
}
