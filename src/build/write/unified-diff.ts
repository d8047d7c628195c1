import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { visibleText } from "../../base/visible-text.js";

/**
 * The unified diff that makes `before` to `after`, as `patch` and editors read it; empty where they are alike.
 *
 * @param file the name in its header
 * @param before undefined where the file does not exist
 * @param after undefined where the file is to go
 */
export function unifiedDiff(file: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return "";
  const name = visibleText(file);
  const oldName = before === undefined ? "/dev/null" : `a/${name}`;
  const newName = after === undefined ? "/dev/null" : `b/${name}`;
  return createTwoFilesPatch(oldName, newName, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
