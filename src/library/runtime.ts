/** `flowc/runtime`: the former name of `@flowc/runtime`, from before it was a separate package. */
export * from "@flowc/runtime";
