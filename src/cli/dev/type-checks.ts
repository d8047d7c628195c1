import type { ChildProcess } from "node:child_process";
import os from "node:os";
import { outputOf, startBackground } from "./background.js";
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
        const child = startBackground(["check", ...args, "--format", "json", "--no-color"], cwd);
        current = child;
        yieldToPages(child);
        // The status is 1 if there are errors.
        void outputOf(child, [0, 1]).then((output) => {
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

/** Runs and pages come first. */
function yieldToPages({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The system does not allow it, or the process has ended.
  }
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
