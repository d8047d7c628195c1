import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { twoSteps } from "../cli/run-cli.js";
import { createWatchedProject, startWatching, type WatchedProject } from "./start-watching.js";

const flowOf = (callable: string): string => `entry: only\nnodes:\n  only: { callable: "${callable}" }\n`;
const withExports = (subpath: string): string => JSON.stringify({ name: "p", exports: { [subpath]: "./index.js" } });

/** Installs a package as npm does: first the folder, then its content, and last npm's own record. */
function install({ write }: WatchedProject, name: string, manifest: string): void {
  write(`node_modules/${name}/index.js`, "export const fn = () => 1;\n");
  write(`node_modules/${name}/package.json`, manifest);
  write("node_modules/.package-lock.json", JSON.stringify({ name, manifest }));
}

test("a package that is installed, changed or removed counts", { timeout: 120_000 }, async () => {
  const project = createWatchedProject({
    "flows/one.flow.yaml": flowOf("my-pkg/sub#fn"),
    "flows/two.flow.yaml": flowOf("@my/scoped#fn"),
  });
  const { cwd, at, write } = project;
  for (let index = 0; index < 200; index++) write(`node_modules/other-${index}/lib/index.js`, "");
  const { child, result, hear, silence } = startWatching(cwd);
  await hear(
    "the module `my-pkg/sub` does not exist",
    "the module `@my/scoped` does not exist",
    "watching for changes",
  );
  if (existsSync("/proc/self/fdinfo")) expect(countWatches(child.pid)).toBeLessThan(30);

  // A package that no flow uses does not count.
  write("node_modules/another/package.json", "{}");
  install(project, "my-pkg", withExports("./sub"));
  expect(await hear("written flows/one.flow.ts\n", "fixed flows/one.flow.yaml\n")).toContain(
    "`@my/scoped` does not exist",
  );

  install(project, "@my/scoped", withExports("."));
  await hear("written flows/two.flow.ts\n", "fixed flows/two.flow.yaml\n", "no findings\n");

  // A new version without the module, and then one with it, each replacing the whole folder.
  install(project, "my-pkg", withExports("./other"));
  await hear("`my-pkg/sub` cannot be imported from its package", "kept flows/one.flow.ts as it was");
  install(project, "next", withExports("./sub"));
  rmSync(at("node_modules/my-pkg"), { recursive: true });
  renameSync(at("node_modules/next"), at("node_modules/my-pkg"));
  await hear("fixed flows/one.flow.yaml\n", "no findings\n");

  // All of them are removed and return. One is then a link, as with pnpm.
  renameSync(at("node_modules"), at("gone"));
  await hear("the module `my-pkg/sub` does not exist", "the module `@my/scoped` does not exist");
  mkdirSync(at("node_modules"));
  symlinkSync(at("gone/my-pkg"), at("node_modules/my-pkg"), "dir");
  await hear("fixed flows/one.flow.yaml\n");
  install(project, "@my/scoped", withExports("."));
  await hear("fixed flows/two.flow.yaml\n", "no findings\n");
  expect(silence()).toBe("");
  child.kill("SIGTERM");
  expect((await result).status).toBe(0);
});

test("what prevented every build is fixed by an installation", { timeout: 60_000 }, async () => {
  const project = createWatchedProject({
    ...twoSteps,
    "tsconfig.json": `{ "extends": "@my/tsconfig/base.json" }`,
  });
  const { child, result, hear } = startWatching(project.cwd);
  await hear("the TypeScript configuration cannot be read", "watching for changes");
  project.write("node_modules/@my/tsconfig/base.json", `{ "compilerOptions": { "module": "nodenext" } }`);
  install(project, "@my/tsconfig", `{ "name": "@my/tsconfig" }`);
  await hear("written flows/two.flow.ts\n");
  child.kill("SIGTERM");
  expect((await result).status).toBe(0);
});

test("in a monorepo, packages may be installed above", { timeout: 60_000 }, async () => {
  const project = createWatchedProject({
    "packages/one/package.json": `{ "name": "one", "type": "module" }`,
    "packages/one/flowc.config.json": "{}",
    "packages/one/flows/a.flow.yaml": flowOf("my-pkg#fn"),
  });
  const whole = startWatching(project.cwd);
  const part = startWatching(project.at("packages/one"));
  await whole.hear("the module `my-pkg` does not exist", "watching for changes");
  await part.hear("the module `my-pkg` does not exist", "watching for changes");
  install(project, "my-pkg", withExports("."));
  await whole.hear("fixed packages/one/flows/a.flow.yaml\n", "no findings\n");
  await part.hear("fixed flows/a.flow.yaml\n", "no findings\n");
  for (const { child, result } of [whole, part]) {
    child.kill("SIGTERM");
    expect((await result).status).toBe(0);
  }
});

/** Number of files and folders that a process watches, as Linux counts them. */
function countWatches(pid: number | undefined): number {
  const folder = `/proc/${pid}/fdinfo`;
  return readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .reduce((count, text) => count + (text.match(/^inotify /gmu)?.length ?? 0), 0);
}
