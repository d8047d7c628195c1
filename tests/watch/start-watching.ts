import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { createProject, resultOf, spawnCli } from "../cli/run-cli.js";

/** A process that watches, and what it says from one step to the next. */
export interface Watching {
  readonly child: ReturnType<typeof spawnCli>;
  readonly result: ReturnType<typeof resultOf>;
  /** Waits until all of the texts were said since the last call; gives what was said. */
  hear(...texts: readonly string[]): Promise<string>;
  /** What was said since `hear`. */
  silence(): string;
}

/** @param args the options; `build --watch` where no other command is named */
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

/** A project in a new folder, and its files by their paths in it. */
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
