import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { workloadOf } from "./workloads.mjs";

/**
 * Writes the workloads that are missing in `folder`, each with its kind of callables. Compiles the flow files and
 * converts the modules to JavaScript.
 *
 * @param root the folder of the built project
 */
export function prepareProject(root, folder, needed) {
  const cli = path.join(root, "dist/cli.js");
  if (!existsSync(cli)) throw new Error("dist/cli.js is missing: run `npm run build` first");
  mkdirSync(path.join(folder, "node_modules/@flowc"), { recursive: true });
  for (const [name, from] of [
    ["flowc", root],
    ["@flowc/runtime", path.join(root, "runtime")],
  ]) {
    const link = path.join(folder, "node_modules", name);
    if (!existsSync(link)) symlinkSync(from, link);
  }
  writeFileSync(path.join(folder, "package.json"), `{ "type": "module" }\n`);
  for (const { workload: name, kind } of needed) {
    const place = path.join(folder, `${name}.${kind}`);
    if (existsSync(place)) continue;
    const workload = workloadOf(name);
    mkdirSync(place);
    writeFileSync(path.join(place, "ops.js"), workload.ops(kind));
    writeFileSync(path.join(place, "hand.js"), workload.hand);
    if (workload.yaml.length > 5000) writeFileSync(path.join(place, "work.flow.js"), workload.table);
    else writeFileSync(path.join(place, "work.flow.yaml"), `${workload.yaml.join("\n")}\n`);
  }
  if (needed.length === 0) return;
  execFileSync(process.execPath, [cli, "build"], { cwd: folder, stdio: "pipe" });
  const { transpileModule } = createRequire(path.join(root, "package.json"))("typescript");
  const compilerOptions = { target: "es2023", module: "esnext", verbatimModuleSyntax: true };
  for (const place of readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "work.flow.ts")))) {
    const source = readFileSync(path.join(folder, place, "work.flow.ts"), "utf8");
    writeFileSync(path.join(folder, place, "work.flow.js"), transpileModule(source, { compilerOptions }).outputText);
  }
}
