import { readFileSync } from "node:fs";
import path from "node:path";
import { packageFolder } from "../base/package-folder.js";

/**
 * The runtime as the text of one TypeScript file, which is written next to a project's modules (`runtime: "inline"`).
 */
export function readInlineRuntime(): string {
  return readFileSync(path.join(packageFolder(), "dist/inline-runtime.ts"), "utf8");
}
