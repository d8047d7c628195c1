import type { FlowcConfig } from "./flowc-config.js";

/** A configuration without faults. */
export interface ValidConfig {
  readonly config: FlowcConfig;
  /** Whether it follows from its text alone. */
  readonly isLiteral: boolean;
}
