/** With `--import`: tells on stderr, at the end of a process, which parts of flowc and which packages it loaded. */
import { createRequire, register, syncBuiltinESMExports } from "node:module";
import vm from "node:vm";

register("./print-loads.mjs", import.meta.url);

// The scripts of the command line are loaded by flowc itself.
const scripts = new Set();
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    scripts.add(options.filename);
  }
};
syncBuiltinESMExports();

process.once("exit", () => {
  // What is required, as the parser of TypeScript is, does not go through the hooks.
  for (const file of [...scripts, ...Object.keys(createRequire(import.meta.url).cache)])
    console.error(`loaded: ${file}`);
});
