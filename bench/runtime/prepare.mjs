import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { kinds, workloads } from "./workloads.mjs";

/**
 * Writes every workload in every kind to `folder`, has the compiler make its module from the flow file, and turns that to
 * JavaScript.
 *
 * @param root the project, built
 */
export function prepareProject(root, folder) {
  const cli = path.join(root, "dist/cli.js");
  if (!existsSync(cli)) throw new Error("dist/cli.js is missing: run `npm run build` first");
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  symlinkSync(root, path.join(folder, "node_modules/flowc"));
  writeFileSync(path.join(folder, "package.json"), `{ "type": "module" }\n`);
  for (const [name, workload] of Object.entries(workloads)) {
    for (const kind of Object.keys(kinds)) {
      const place = path.join(folder, `${name}.${kind}`);
      mkdirSync(place);
      writeFileSync(path.join(place, "ops.js"), workload.ops(kind));
      writeFileSync(path.join(place, "hand.js"), workload.hand);
      writeFileSync(path.join(place, "work.flow.yaml"), `${workload.yaml.join("\n")}\n`);
    }
  }
  execFileSync(process.execPath, [cli, "build"], { cwd: folder, stdio: "pipe" });
  const { transpileModule } = createRequire(path.join(root, "package.json"))("typescript");
  const compilerOptions = { target: "es2023", module: "esnext", verbatimModuleSyntax: true };
  for (const place of readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "work.flow.ts")))) {
    const source = readFileSync(path.join(folder, place, "work.flow.ts"), "utf8");
    writeFileSync(path.join(folder, place, "work.flow.js"), transpileModule(source, { compilerOptions }).outputText);
  }
}
