import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { createProject, resultOf, spawnCli } from "../cli/run-cli.js";

/** A process that watches, and what it says from one step to the next. */
export function startWatching(cwd: string, ...more: readonly string[]) {
  const child = spawnCli(["build", "--watch", ...more], cwd);
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
  /** Waits until all of the texts were said since the last call; gives what was said. */
  const hear = async (...texts: readonly string[]): Promise<string> => {
    while (!texts.every((text) => said.includes(text))) await new Promise<void>((resolve) => (heard = resolve));
    const all = said;
    said = "";
    return all;
  };
  return { child, result, hear, silence: () => said };
}

/** A project in a new folder, and its files by their paths in it. */
export function createWatchedProject(files: Readonly<Record<string, string>>) {
  const cwd = createProject({ "node_modules/.keep": "", ...files });
  const at = (file: string): string => path.join(cwd, file);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  return { cwd, at, write, read: (file: string): string => readFileSync(at(file), "utf8") };
}
