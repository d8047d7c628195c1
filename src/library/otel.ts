/** `flowc/otel`: the former name of `@flowc/runtime/otel`, from before the runtime was a separate package. */
export * from "@flowc/runtime/otel";
