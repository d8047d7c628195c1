import { spawn, type ChildProcess } from "node:child_process";
import os from "node:os";
import { isFinding, type JsonFinding } from "./json-finding.js";

/** What `flowc check` finds, or that it could not be asked. */
export type CheckedTypes =
  { readonly state: "checked"; readonly findings: readonly JsonFinding[] } | { readonly state: "failed" };

/** Checks flows with the types of their callables, in a process of its own: TypeScript would block this one for seconds. */
export interface TypeChecks {
  /** Checks what is on the disk now, and drops the result of a check that has not ended. */
  restart(onChecked: (checked: CheckedTypes) => void): void;
  close(): void;
}

/** Milliseconds before a check starts, in which pages are served that have waited for the change. */
const delay = 300;

export interface TypeCheckOptions {
  readonly cwd: string;
  /** The arguments of the command: what `flowc dev` was called with. */
  readonly args: readonly string[];
}

export function createTypeChecks({ cwd, args }: TypeCheckOptions): TypeChecks {
  let current: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    current?.kill("SIGKILL");
    current = undefined;
  };
  process.on("exit", stop);
  return {
    restart: (onChecked) => {
      stop();
      timer = setTimeout(() => {
        const child = startCheck(cwd, args);
        current = child;
        void outputOf(child).then((output) => {
          if (current !== child) return;
          current = undefined;
          onChecked(output === undefined ? { state: "failed" } : readChecked(output));
        });
      }, delay);
    },
    close: () => {
      stop();
      process.off("exit", stop);
    },
  };
}

function startCheck(cwd: string, args: readonly string[]): ChildProcess {
  const [script = ""] = process.argv.slice(1);
  const execArgv = process.execArgv.filter((arg) => !arg.startsWith("--inspect"));
  const child = spawn(process.execPath, [...execArgv, script, "check", ...args, "--format", "json", "--no-color"], {
    cwd,
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    // Runs and pages come first.
    if (child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The system does not allow it, or the process has ended.
  }
  return child;
}

/** What a check prints, if it could check: its status is 1 if it finds errors. */
function outputOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.on("error", () => resolve(undefined));
    child.on("close", (status) => resolve(status === 0 || status === 1 ? text : undefined));
  });
}

function readChecked(output: string): CheckedTypes {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return { state: "failed" };
  }
  if (typeof value !== "object" || value === null || !("findings" in value) || !Array.isArray(value.findings)) {
    return { state: "failed" };
  }
  const found: readonly unknown[] = value.findings;
  return { state: "checked", findings: found.filter(isFinding) };
}
