/** `flowc/otel`: the name of `@flowc/runtime/otel` before the runtime was a package of its own. */
export * from "@flowc/runtime/otel";
