import type { BuildOptions } from "../build/build.js";
import type { GlobalOptions } from "./global-options.js";

/** The options of `flowc build`. */
export interface BuildCommandOptions extends Omit<BuildOptions, "known">, GlobalOptions {
  /** Prints which configuration applies, and how imports are spelled and why. */
  readonly verbose?: boolean;
}
