/**
 * Fails where a generated module in the repository is not what its flow gives: runs `flowc build --check`, as it was built,
 * in every folder that is a flowc project.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const cli = path.join(root, "dist", "cli.js");

/** Folders below which every project's modules are committed. */
const parents = ["examples"];

if (!existsSync(cli)) {
  console.error("sync-check: dist/cli.js is missing; run `npm run build` first");
  process.exit(1);
}

const projects = parents.flatMap((parent) => findProjects(path.join(root, parent)));
let failed = 0;
for (const project of projects) {
  const name = path.relative(root, project);
  console.log(`$ (cd ${name} && flowc build --check)`);
  const { status } = spawnSync(process.execPath, [cli, "build", "--check"], { cwd: project, stdio: "inherit" });
  if (status !== 0) failed++;
}
console.log(`sync-check: ${projects.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Folders with a configuration of flowc or a package.json of their own. */
function findProjects(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some((entry) => /^(flowc\.config\.[cm]?[jt]s(on)?|package\.json)$/.test(entry.name))) return [folder];
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .flatMap((entry) => findProjects(path.join(folder, entry.name)));
}
