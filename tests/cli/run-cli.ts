import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { CommanderError } from "commander";
import type { WarmFiles } from "../../src/check/types/warm-files.js";
import { createProgram, statusOf } from "../../src/cli/program.js";
import { cliCommand, sourceCommand } from "../cli-command.js";

export interface CliResult {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly stdin?: string;
  readonly color?: boolean;
  readonly isCI?: boolean;
  readonly signal?: AbortSignal;
  readonly ask?: (question: string, proposed: string) => Promise<string>;
}

/** TypeScript's libraries are parsed once for all checks of a test process. */
const warmFiles: WarmFiles = new Map();

/** Calls flowc in this process, with a terminal that the test controls. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  let [out, error, status] = ["", "", -1];
  const terminal = {
    cwd: options.cwd,
    isCI: options.isCI ?? false,
    out: (text: string) => void (out += text),
    error: (text: string) => void (error += text),
    outColor: options.color ?? false,
    errorColor: options.color ?? false,
    width: 100,
    readInput: () => Promise.resolve(options.stdin ?? ""),
    ask: options.ask,
    signal: options.signal ?? new AbortController().signal,
  };
  const program = createProgram({
    version: "1.2.3",
    createTerminal: () => terminal,
    finish: (given) => void (status = given),
    warmFiles,
  });
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeOut: terminal.out, writeErr: terminal.error });
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (fault) {
    if (!(fault instanceof CommanderError)) throw fault;
    status = statusOf(fault.code);
  }
  return { status, out, error };
}

/** Calls flowc in its own process. */
export function spawnCli(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
  { isFromSources = false, ...more }: { readonly detached?: boolean; readonly isFromSources?: boolean } = {},
): ReturnType<typeof spawn> {
  // Neither the settings of the test runner nor those of a CI machine may affect the tests.
  const env = { ...process.env, FORCE_COLOR: undefined, CI: "true", ...environment };
  return spawn(process.execPath, [...(isFromSources ? sourceCommand() : cliCommand()), ...args], {
    cwd,
    env,
    ...more,
  });
}

/** The result of a process, once it has ended. */
export async function resultOf(child: ReturnType<typeof spawn>): Promise<CliResult & { readonly signal: unknown }> {
  let [out, error] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (error += chunk.toString()));
  const [status, signal] = (await once(child, "close")) as [number, unknown];
  return { status, signal, out, error };
}

/** Creates a new folder with files, keyed by path, and a `package.json` and a tsconfig that leads to this flowc. */
export function createProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-cli-"));
  const root = path.resolve(import.meta.dirname, "../..");
  const paths = { "@flowc/runtime": [`${root}/runtime/index.ts`], flowc: [`${root}/src/library/index.ts`] };
  const all = {
    "package.json": '{ "type": "module" }\n',
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", strict: true, paths } }),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Two correct steps and their callables. */
export const twoSteps = {
  "flows/two.flow.yaml": `entry: first
nodes:
  first: { callable: ./ops.ts#first }
  second: { callable: ./ops.ts#second }
edges:
  - first >> second
`,
  "flows/ops.ts": `export function first(input: number): { value: number } {
  return { value: input + 1 };
}
export function second(payload: { value: number }): number {
  return payload.value * 2;
}
`,
};
