import type { BuildOptions } from "../build/build.js";
import type { GlobalOptions } from "./global-options.js";

/** What the command line says of a build. */
export interface BuildCommandOptions extends Omit<BuildOptions, "known">, GlobalOptions {
  /** Prints which configuration applies, how imports are spelled and why. */
  readonly verbose?: boolean;
}
