import type { ErrorCode } from "yaml";

/** An error of the package `yaml`, without its message: flowc explains errors in its own words. */
export interface YamlError {
  readonly code: ErrorCode;
  /** Offsets of the part of the text that the error is about: start and end. */
  readonly pos: readonly [start: number, end: number];
}
