import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * `npm run test:nodes`: follows the README with the packed package on each Node version that flowc supports, with npm
 * and pnpm. This takes minutes and downloads those versions to a temporary folder, so it is run on demand. Needs
 * `npm run build` first.
 */
const versions = process.argv.length > 2 ? process.argv.slice(2) : ["20.19.0", "22", "24", "26"];
const root = path.resolve(import.meta.dirname, "..");
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-nodes-")));

function install(name: string, program: string): string {
  const home = path.join(folder, name.replaceAll(/[^\w.]/gu, "-"));
  mkdirSync(home);
  writeFileSync(path.join(home, "package.json"), "{}");
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", name], { cwd: home, stdio: "ignore" });
  const bin = path.join(home, "node_modules/.bin");
  const version = execFileSync(path.join(bin, program), ["--version"], { encoding: "utf8" }).trim();
  process.stdout.write(`${name}: ${version}\n`);
  return bin;
}

try {
  const pnpm = install("pnpm@10", "pnpm");
  const nodes = versions.map((version) => install(`node@${version}`, "node"));
  const { status } = spawnSync("npx", ["vitest", "run", "tests/package/readme-project.test.ts", "--maxWorkers=1"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_FOLDERS: nodes.join(path.delimiter), PNPM_FOLDER: pnpm },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
