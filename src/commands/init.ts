import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { findConfig } from "../config/find-config.js";
import { describeFailure } from "../write/describe-failure.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { addScripts } from "./init/add-scripts.js";
import { starterFiles, starterScripts } from "./init/starter-files.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "./terminal.js";

/** `flowc init`: sets the working directory up. What is there stays as it is, so calling it again does nothing. */
export function init(terminal: Terminal): ExitStatus {
  const done: string[] = [];
  let current = "";
  try {
    const configured = configOf(terminal.cwd);
    for (const [file, text] of Object.entries(starterFiles)) {
      current = file;
      if (file === "flowc.config.ts" && configured !== undefined) done.push(`kept     ${configured}`);
      else done.push(`${writeNew(path.join(terminal.cwd, file), text) ? "created" : "kept   "}  ${file}`);
    }
    current = "package.json";
    done.push(...writeScripts(terminal.cwd));
  } catch (error) {
    return printUsageErrors([describeFailure(current, "written", error)], terminal);
  }
  terminal.error([...done, "", ...nextSteps(terminal.cwd)].map((line) => `${line}\n`).join(""));
  return exitStatus.fine;
}

/** The configuration that the folder itself has, whatever its name. */
function configOf(folder: string): string | undefined {
  const found = findConfig(folder);
  if (!found.ok || found.value === undefined) return found.ok ? undefined : "flowc.config.*";
  return path.dirname(found.value) === folder ? path.basename(found.value) : undefined;
}

function writeNew(file: string, text: string): boolean {
  if (existsSync(file)) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  return true;
}

function writeScripts(folder: string): string[] {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) {
    const manifest = { private: true, type: "module", scripts: starterScripts };
    writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`, { flag: "wx" });
    return [`created  package.json`];
  }
  const text = readFileSync(file, "utf8");
  const result = addScripts(text, starterScripts);
  if (result === undefined) return ["kept     package.json: it is no JSON object that scripts could be added to"];
  if (result.added.length > 0) writeFileSync(file, result.text);
  return [
    ...(result.added.length > 0
      ? [`changed  package.json: scripts ${result.added.join(", ")}`]
      : ["kept     package.json"]),
    ...result.kept.map((name) => `kept     package.json: your script ${name}`),
  ];
}

function nextSteps(folder: string): string[] {
  const install = canImportRuntime(folder) ? [] : ["  npm install flowc              the modules import its runtime"];
  return [
    "next:",
    ...install,
    "  npx flowc build                writes flows/welcome.flow.ts, a module with types",
    `  npx flowc run flows/welcome.flow.yaml --input '{ "name": "Ada", "visits": 0 }'`,
  ];
}

function canImportRuntime(folder: string): boolean {
  try {
    createRequire(path.join(folder, "package.json")).resolve("flowc/runtime");
    return true;
  } catch (error) {
    // Installed, but for `import` alone.
    return error instanceof Error && "code" in error && error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}
