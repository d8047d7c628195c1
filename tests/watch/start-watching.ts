import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { createProject, resultOf, spawnCli } from "../cli/run-cli.js";

/** A watching process and its output, step by step. */
export interface Watching {
  readonly child: ReturnType<typeof spawnCli>;
  readonly result: ReturnType<typeof resultOf>;
  /** Waits until all of these texts have been printed since the last call. Returns the output since then. */
  hear(...texts: readonly string[]): Promise<string>;
  /** The output since the last `hear`. */
  silence(): string;
}

/** @param args the options; the command is `build --watch` unless they name another */
export function startWatching(cwd: string, ...args: readonly string[]): Watching {
  const command = args[0]?.startsWith("-") === false ? [] : ["build"];
  const child = spawnCli([...command, ...args, "--watch"], cwd);
  onTestFinished(() => void child.kill("SIGKILL"));
  const result = resultOf(child);
  let said = "";
  let heard: (() => void) | undefined;
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
    heard?.();
  };
  child.stderr?.on("data", listen);
  child.stdout?.on("data", listen);
  const hear = async (...texts: readonly string[]): Promise<string> => {
    while (!texts.every((text) => said.includes(text))) await new Promise<void>((resolve) => (heard = resolve));
    const all = said;
    said = "";
    return all;
  };
  return { child, result, hear, silence: () => said };
}

/** A project in a new folder, with its files keyed by path. */
export interface WatchedProject {
  readonly cwd: string;
  at(file: string): string;
  write(file: string, text: string): void;
  read(file: string): string;
}

export function createWatchedProject(files: Readonly<Record<string, string>>): WatchedProject {
  const cwd = createProject({ "node_modules/.keep": "", ...files });
  const at = (file: string): string => path.join(cwd, file);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  return { cwd, at, write, read: (file: string): string => readFileSync(at(file), "utf8") };
}
