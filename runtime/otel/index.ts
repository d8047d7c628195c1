/** `@flowc/runtime/otel`: runs of a flow as OpenTelemetry spans. Needs `@opentelemetry/api`, which the user's program brings. */
export { traced, type TracedOptions, type Traceable } from "./traced.js";
