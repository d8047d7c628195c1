import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Progress } from "../base/progress.js";
import type { WarmFiles } from "./types/warm-files.js";

export interface CheckOptions {
  /** Makes the safe edits that findings offer. */
  readonly fix?: boolean;
  /** If false, only the flow files are checked, not the types of the user's code. */
  readonly types?: boolean;
  /** If false (`--no-cache`), results stored by earlier checks are not used. */
  readonly cache?: boolean;
  /** Parsed files that one check passes on to the next one in this process. If absent, the check shares its own. */
  readonly warmFiles?: WarmFiles | undefined;
}

/** The caller of a check. */
export interface Checker {
  /** The folder that the paths of the targets are relative to. */
  readonly cwd: string;
  readonly progress: Progress;
  /** Called for each edit that `fix` makes in a flow file. */
  onFixed(file: string, fixed: Diagnostic): void;
}
