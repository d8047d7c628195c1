#!/usr/bin/env node
import module from "node:module";

// Caches V8's compiled code between starts: compiling flowc's own code takes half the time of a small build. Node 20
// does not support this.
const { enableCompileCache } = module as typeof module & { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();

const { main } = await import("./main.js");
await main(process.argv.slice(2));
