import path from "node:path";

/** Whether a file is a folder or something in it. Both are absolute paths. */
export function isAtOrBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder + path.sep);
}
