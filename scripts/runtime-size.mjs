/**
 * Prints the size of the runtime in a bundle, minified and gzipped, after the package is built. Fails if a size exceeds
 * the number that is written here by more than 2 %: whoever makes it grow further writes a new number, and says why in
 * the commit.
 *
 *     node scripts/runtime-size.mjs
 */
import { build } from "esbuild";
import path from "node:path";
import { gzipSync } from "node:zlib";

const root = path.resolve(import.meta.dirname, "..");
const values = "read, place, part, text, env, route";
const features = "concurrencySupport, joinSupport, loopSupport, routerSupport";
const rows = [
  { name: "a chain without reads and writes", exports: "defineFlow", weighed: 7954 },
  { name: "a chain", exports: "defineFlow, read, place, part, text, env", weighed: 8242 },
  { name: "joins", exports: "defineFlow, joinSupport", weighed: 9341 },
  { name: "routers", exports: "defineFlow, route, routerSupport", weighed: 8676 },
  { name: "loops", exports: "defineFlow, loopSupport", weighed: 9393 },
  { name: "all but policies", exports: `defineFlow, ${values}, ${features}`, weighed: 11992 },
  { name: "all", exports: `defineFlow, ${values}, ${features}, policySupport`, weighed: 12851 },
];

let isTooLarge = false;
for (const { name, exports, weighed } of rows) {
  const most = Math.floor(weighed * 1.02);
  const { outputFiles } = await build({
    stdin: { contents: `export { ${exports} } from "./runtime/index.ts";`, resolveDir: root, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    write: false,
  });
  const bytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  isTooLarge ||= bytes > most;
  const verdict = bytes > most ? `too large: at most ${most}` : `at most ${most}`;
  console.log(`runtime, ${name.padEnd(40)} ${String(bytes).padStart(6)} bytes  (${verdict})`);
}
if (isTooLarge) process.exitCode = 1;
