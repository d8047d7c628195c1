#!/usr/bin/env node
import module from "node:module";

// Node keeps V8's compiled code between starts: compiling the compiler takes half of a small build. Node 20 cannot do this.
const { enableCompileCache } = module as typeof module & { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();

const { main } = await import("./main.js");
await main(process.argv.slice(2));
