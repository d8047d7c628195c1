import { readFileSync } from "node:fs";
import path from "node:path";
import { packageFolder } from "../base/package-folder.js";

/** The text of the runtime as one TypeScript file, as it is written next to the modules of a project (`runtime: "inline"`). */
export function readInlineRuntime(): string {
  return readFileSync(path.join(packageFolder(), "dist/inline-runtime.ts"), "utf8");
}
