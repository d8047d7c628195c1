import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findConfig } from "../config/find-config.js";
import { describeFailure } from "../write/describe-failure.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { addLine } from "./init/add-line.js";
import { addScripts } from "./init/add-scripts.js";
import { askSettings, type InitOptions } from "./init/ask-settings.js";
import { inspectProject, type InspectedProject } from "./init/inspect-project.js";
import {
  starterConfig,
  starterFlow,
  starterLines,
  type StarterOptions,
  starterScripts,
  starterTsconfig,
} from "./init/starter-files.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "./terminal.js";

/**
 * `flowc init`: sets the working directory up. What is there stays as it is, and lists and scripts get what they lack, so
 * calling it again does nothing.
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<ExitStatus> {
  const project = inspectProject(terminal.cwd);
  const configured = configOf(terminal.cwd);
  const asked = configured === undefined ? options : { ...options, yes: true };
  const settings = await askSettings(asked, project, terminal);
  if (!settings.ok) return printUsageErrors(settings.errors, terminal);
  const { dir } = settings.value;
  const starter = { ...settings.value, schema: project.schemaFrom(dir), isTypedConfig: !project.needsInline };
  const done: string[] = [];
  let current = "";
  const create = (file: string, text: string): void => {
    current = file;
    done.push(`${writeNew(path.join(terminal.cwd, file), text) ? "created" : "kept   "}  ${file}`);
  };
  try {
    if (configured === undefined) create(...starterConfig(starter));
    else done.push(`kept     ${configured}`);
    createFlow(starter, { cwd: terminal.cwd, create, done });
    if (!project.hasTsconfig) create("tsconfig.json", starterTsconfig(dir));
    for (const [file, line] of Object.entries(starterLines)) {
      current = file;
      done.push(writeLine(terminal.cwd, file, line));
    }
    current = "package.json";
    done.push(...writeScripts(terminal.cwd));
  } catch (error) {
    return printUsageErrors([describeFailure(current, "written", error)], terminal);
  }
  terminal.error([...done, "", ...nextSteps(project, starter, terminal.cwd)].map((line) => `${line}\n`).join(""));
  return exitStatus.fine;
}

/** The configuration that the folder itself has, whatever its name. */
function configOf(folder: string): string | undefined {
  const found = findConfig(folder);
  if (!found.ok || found.value === undefined) return found.ok ? undefined : "flowc.config.*";
  return path.dirname(found.value) === folder ? path.basename(found.value) : undefined;
}

interface Creating {
  readonly cwd: string;
  readonly done: string[];
  create(file: string, text: string): void;
}

/** The first flow; a folder that has flows of its own needs none. */
function createFlow(starter: StarterOptions, { cwd, create, done }: Creating): void {
  const folder = path.join(cwd, starter.dir);
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => /\.flow\.(?:ya?ml|json)$/u.test(name)) : [];
  if (others.some((name) => name !== "welcome.flow.yaml")) {
    done.push(`kept     ${starter.dir}: it has flows already`);
    return;
  }
  for (const [file, text] of Object.entries(starterFlow(starter))) create(file, text);
}

function writeNew(file: string, text: string): boolean {
  if (existsSync(file)) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  return true;
}

function writeLine(folder: string, name: string, line: string): string {
  const file = path.join(folder, name);
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const after = addLine(before ?? "", line);
  if (after === before) return `kept     ${name}`;
  writeFileSync(file, after, before === undefined ? { flag: "wx" } : {});
  return `${before === undefined ? "created " : "changed "} ${name}: ${line}`;
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

function nextSteps({ hasRuntime, commands }: InspectedProject, { dir }: StarterOptions, cwd: string): string[] {
  return [
    "next:",
    ...(hasRuntime ? [] : [`  ${commands.install}`]),
    `  ${commands.flowc} build`,
    // Where there are flows already, it was not written.
    ...(existsSync(path.join(cwd, dir, "welcome.flow.yaml"))
      ? [`  ${commands.flowc} run ${dir}/welcome.flow.yaml --input '{ "name": "Ada", "visits": 0 }'`]
      : []),
  ];
}
