/** With `--import`: tells on stderr, at the end of a process, which parts of flowc and which packages it loaded. */
import { createRequire, register } from "node:module";

register("./print-loads.mjs", import.meta.url);
process.once("exit", () => {
  // What is required, as the parser of TypeScript is, does not go through the hooks.
  for (const file of Object.keys(createRequire(import.meta.url).cache)) console.error(`loaded: ${file}`);
});
