import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { visibleText } from "../base/visible-text.js";
import type { Difference } from "../build/write/compare-modules.js";

/** The unified diff from `before` to `after`, in the format of `patch`; empty if they are equal. */
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
