/** With `--import`: prints to stderr which parts of flowc and which packages a process loads. */
import { createRequire, register, syncBuiltinESMExports } from "node:module";
import vm from "node:vm";

register("./print-loads.mjs", import.meta.url);

// Code that is compiled through `vm` does not go through the hooks.
const scripts = new Set();
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    scripts.add(options.filename);
  }
};
syncBuiltinESMExports();

process.once("exit", () => {
  // Required modules, such as the TypeScript parser, do not go through the hooks either.
  for (const file of [...scripts, ...Object.keys(createRequire(import.meta.url).cache)])
    console.error(`loaded: ${file}`);
});
