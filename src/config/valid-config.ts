import type { FlowcConfig } from "./flowc-config.js";

/** A configuration without faults. */
export interface ValidConfig {
  readonly config: FlowcConfig;
  /** Whether it depends only on its text. */
  readonly isLiteral: boolean;
}
