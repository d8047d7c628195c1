import path from "node:path";
import { loadConfig, type LoadedConfig } from "../../src/config/load-config.js";
import type { Outcome, UsageError } from "../../src/base/usage-error.js";
import { temporaryProject } from "../host/temporary-project.js";

type Files = Readonly<Record<string, string>>;

export async function load(
  files: Files,
  cwd = ".",
  configFile?: string,
): Promise<Outcome<LoadedConfig> & { root: string }> {
  const root = temporaryProject(files);
  const outcome = await loadConfig({ cwd: path.join(root, cwd), ...(configFile !== undefined && { configFile }) });
  return { ...outcome, root };
}

export async function loaded(files: Files, cwd?: string, configFile?: string): Promise<unknown> {
  const outcome = await load(files, cwd, configFile);
  if (!outcome.ok) return outcome.errors;
  const { config, projectDir, file } = outcome.value;
  const relative = (target: string): string => path.relative(outcome.root, target) || ".";
  return { config, projectDir: relative(projectDir), file: file === undefined ? undefined : relative(file) };
}

export async function errorsOf(files: Files, configFile?: string): Promise<readonly UsageError[]> {
  const outcome = await load(files, ".", configFile);
  return outcome.ok ? [] : outcome.errors;
}
