/** `flowc/runtime`: the name of `@flowc/runtime` before it was a package of its own. */
export * from "@flowc/runtime";
