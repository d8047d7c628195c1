import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { FlowcConfig } from "../config/flowc-config.js";
import { packageVersion } from "../base/package-folder.js";
import { loadConfig } from "../config/load-config.js";
import { success, type Outcome } from "../base/usage-error.js";
import { describeFailure } from "../base/describe-failure.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { askSettings, type InitOptions } from "./init/ask-settings.js";
import { bundlerSetup, type BundlerSetup } from "./init/bundler-setup.js";
import { lookAt } from "./init/find-bundler.js";
import { inspectProject, type InspectedProject } from "./init/inspect-project.js";
import { nextSteps } from "./init/next-steps.js";
import { openFolder, type OpenFolder } from "./init/open-folder.js";
import {
  outputPatterns,
  starterConfig,
  starterFlow,
  type InitSettings,
  type StarterOptions,
  starterPackages,
  starterScripts,
  starterTsconfig,
} from "./init/starter-files.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";
import { visibleText } from "../base/visible-text.js";

/**
 * `flowc init`: sets up the working directory. Existing content stays; lists and scripts only get missing entries. So
 * calling it again changes nothing.
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<ExitStatus> {
  const { cwd } = terminal;
  const configured = await configOf(cwd);
  if (!configured.ok) return printUsageErrors(configured.errors, terminal);
  const project = inspectProject(cwd);
  const settings = await askSettings(withoutQuestions(options, configured.value), project, terminal);
  if (!settings.ok) return printUsageErrors(settings.errors, terminal);
  const setup = setupOf(settings.value, project, cwd);
  const folder = openFolder(cwd);
  try {
    writeAll({ project, settings: settings.value, configured: configured.value, setup }, folder);
  } catch (error) {
    return printUsageErrors([describeFailure(folder.current(), "written", error)], terminal);
  }
  const toAdd = [...setup.toAdd, ...missingEmit(settings.value, configured.value)];
  const lines = [...folder.done, "", ...nextSteps(project, settings.value, { cwd, toAdd })];
  terminal.error(lines.map((line) => `${visibleText(line)}\n`).join(""));
  return exitStatus.fine;
}

/** The configuration file in the folder itself, under any of its names; undefined if there is none. */
async function configOf(folder: string): Promise<Outcome<OwnConfig | undefined>> {
  const loaded = await loadConfig({ cwd: folder });
  if (!loaded.ok) return loaded;
  const { file, config } = loaded.value;
  return success(
    file !== undefined && path.dirname(file) === folder ? { name: path.basename(file), config } : undefined,
  );
}

interface OwnConfig {
  readonly name: string;
  readonly config: FlowcConfig;
}

/** Skips the questions if there is a configuration: its `emit` says whether a bundler imports the flows. */
function withoutQuestions(options: InitOptions, configured: OwnConfig | undefined): InitOptions {
  if (configured === undefined) return options;
  const isBundled = hasDeclarations(configured.config.emit);
  return { ...(isBundled ? {} : { bundler: "none" as const }), ...options, yes: true };
}

function hasDeclarations(emit: FlowcConfig["emit"]): boolean {
  return emit === "declarations" || emit === "both";
}

function setupOf({ bundler }: InitSettings, project: InspectedProject, cwd: string): BundlerSetup {
  if (bundler === "none") return { file: undefined, toAdd: [] };
  return bundlerSetup(lookAt(bundler, cwd), project.isModule);
}

/** What the user must add to an existing configuration, which `init` leaves unchanged. */
function missingEmit({ bundler }: InitSettings, configured: OwnConfig | undefined): string[] {
  if (bundler === "none" || configured === undefined || hasDeclarations(configured.config.emit)) return [];
  return [`in ${configured.name}:`, `  emit: "declarations"`];
}

interface Writing {
  readonly project: InspectedProject;
  readonly settings: InitSettings;
  readonly configured: OwnConfig | undefined;
  readonly setup: BundlerSetup;
}

function writeAll({ project, settings, configured, setup }: Writing, folder: OpenFolder): void {
  const { dir, bundler } = settings;
  const starter = { ...settings, schema: project.schemaFrom(dir), isTypedConfig: !project.needsInline };
  if (configured === undefined) folder.create(...starterConfig(starter));
  else folder.done.push(`kept     ${configured.name}`);
  createFlow(starter, folder);
  if (!project.hasTsconfig) folder.create("tsconfig.json", starterTsconfig(settings));
  if (setup.file !== undefined) folder.create(setup.file.name, setup.file.text);
  const outputs = outputsOf(bundler, configured);
  folder.addLines(
    ".gitattributes",
    outputs.map((pattern) => `${pattern} linguist-generated`),
  );
  folder.addLines(".prettierignore", outputs);
  folder.addToManifest({ scripts: starterScripts, ...starterPackages(settings, packageVersion()) });
}

/**
 * Patterns of the files that are written now, and of those that will be written once the configuration has what the
 * bundler needs.
 */
function outputsOf(bundler: InitSettings["bundler"], configured: OwnConfig | undefined): readonly string[] {
  const now = configured === undefined ? [] : outputPatterns(configured.config.emit);
  const asked =
    bundler === "none" && configured !== undefined
      ? []
      : outputPatterns(bundler === "none" ? "modules" : "declarations");
  return [...new Set([...now, ...asked])];
}

/** Writes the first flow, unless the folder has flows of its own. */
function createFlow(starter: StarterOptions, { cwd, create, done }: OpenFolder): void {
  const folder = path.join(cwd, starter.dir);
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => /\.flow\.(?:ya?ml|json)$/u.test(name)) : [];
  if (others.some((name) => name !== "welcome.flow.yaml")) {
    done.push(`kept     ${starter.dir}: it has flows already`);
    return;
  }
  for (const [file, text] of Object.entries(starterFlow(starter))) create(file, text);
}
