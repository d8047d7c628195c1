/**
 * What the runtime weighs in a bundle, minified and gzipped, printed behind the package's build. Fails where it has grown
 * beyond its bounds: whoever makes it grow says so by raising them.
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
  { name: "a chain without reads and writes", exports: "defineFlow", most: 7280 },
  { name: "a chain", exports: "defineFlow, read, place, part, text, env", most: 7565 },
  { name: "joins", exports: "defineFlow, joinSupport", most: 8650 },
  { name: "routers", exports: "defineFlow, route, routerSupport", most: 8005 },
  { name: "loops", exports: "defineFlow, loopSupport", most: 8695 },
  { name: "all but policies", exports: `defineFlow, ${values}, ${features}`, most: 11350 },
  { name: "all", exports: `defineFlow, ${values}, ${features}, policySupport`, most: 12230 },
];

let isTooLarge = false;
for (const { name, exports, most } of rows) {
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
