/**
 * Records runs as JSON lines that `flowc report` reads. Works in Node and in browsers.
 *
 * @module @flowc/runtime/trace
 */
export { recorded } from "./recorded.js";
export { type RecordOptions } from "./recorder.js";
export { type Json, type RunHeader, type RunLine, runSchema } from "./run-line.js";
export { redactedKeys } from "./redaction.js";
