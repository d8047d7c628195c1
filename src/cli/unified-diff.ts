import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { visibleText } from "../base/visible-text.js";
import type { Difference } from "../build/write/compare-modules.js";

/**
 * The unified diff that makes `before` to `after`, as `patch` and editors read it; empty where they are alike.
 */
export function unifiedDiff({ path, before, after }: Difference): string {
  if (before === after) return "";
  const name = visibleText(path);
  const oldName = before === undefined ? "/dev/null" : `a/${name}`;
  const newName = after === undefined ? "/dev/null" : `b/${name}`;
  return createTwoFilesPatch(oldName, newName, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
