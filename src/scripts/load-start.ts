import path from "node:path";
import type * as StartModule from "../cli/start.js";
import { packageFolder } from "../base/package-folder.js";
import { loadScripts } from "./load-scripts.js";

type Start = typeof StartModule;

declare const __FLOWC_BUILD__: string | undefined;

/** What every command needs: modules where flowc runs from its sources, scripts in the package. */
export async function loadStart(): Promise<Start> {
  if (typeof __FLOWC_BUILD__ === "undefined") return import("../cli/start.js");
  const folder = packageFolder();
  const scripts = loadScripts(path.join(folder, "dist/commands.cjs"), packagesFolder(folder));
  process.once("exit", () => scripts.keep());
  return scripts.exports as Start;
}

/**
 * Where this flowc is installed: what is kept is the same for all who use it. Undefined where nothing shall be kept.
 *
 * @param folder of the package
 */
function packagesFolder(folder: string): string | undefined {
  // The switch that Node has for code that it keeps itself.
  if (process.env["NODE_DISABLE_COMPILE_CACHE"]) return undefined;
  const above = path.dirname(folder);
  return path.basename(above) === "node_modules" ? above : path.join(folder, "node_modules");
}
