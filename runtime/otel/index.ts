/**
 * Records runs of a flow as OpenTelemetry spans. Needs `@opentelemetry/api`, which your program must install.
 *
 * @module @flowc/runtime/otel
 */
export { traced, type TracedOptions, type Traceable } from "./traced.js";
