import type { Format } from "../report/render-findings.js";

/** Options of every command. */
export interface GlobalOptions {
  /** The configuration file, relative to the working directory. */
  readonly config?: string;
  readonly format: Format;
}
