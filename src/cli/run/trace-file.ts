import { closeSync, openSync, readSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import type { FlowPlan } from "../../../compiler/plan.js";
import { referenceUses } from "../../../compiler/reference-uses.js";
import { pictureOf } from "../../../picture/picture-of.js";
import { recorded } from "../../../runtime/trace/index.js";
import type { Flow } from "../../../runtime/index.js";
import { describeFailure } from "../../base/describe-failure.js";
import { failure, success, type Outcome } from "../../base/usage-error.js";
import type { Terminal } from "../../base/terminal.js";
import { visibleText } from "../../base/visible-text.js";

/** An open file for the lines of a recorded run. */
export interface TraceFile {
  /** Returns the flow with its runs written to the file. If that fails, the run goes on and a warning says so. */
  record(flow: Flow<object, object>, plan: FlowPlan): Flow<object, object>;
  close(): void;
}

interface TraceOptions {
  /** Paths of values that are left out. */
  readonly redact: readonly string[];
  readonly terminal: Terminal;
}

/** Opens the file of `--trace`, relative to the working directory. An earlier record in it is replaced, any other file is not. */
export function openTrace(name: string, { redact, terminal }: TraceOptions): Outcome<TraceFile> {
  const file = path.resolve(terminal.cwd, name);
  try {
    if (isForeign(file)) {
      const message = `\`${name}\` is not replaced: it is not a recorded run`;
      return failure({ message, help: "Remove it, or name another file with `--trace`." });
    }
    const descriptor = openSync(file, "w");
    const onError = (error: unknown): void => {
      const { message } = describeFailure(name, "written", error);
      terminal.error(`warning: the trace is incomplete: ${visibleText(message)}\n`);
    };
    const write = (line: string): void => void writeSync(descriptor, line);
    return success({
      record: (flow, plan) =>
        recorded(flow, {
          values: "full",
          picture: pictureOf(plan),
          redact,
          secrets: environmentOf(plan),
          write,
          onError,
        }),
      close: () => closeSync(descriptor),
    });
  } catch (error) {
    const { message } = describeFailure(name, "written", error);
    return failure({ message, help: "Name a file in a folder that exists and that you may write to." });
  }
}

/** Whether a file has content that no recorder wrote. Devices and pipes have none. */
function isForeign(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.size === 0) return false;
  const begin = Buffer.from('{"schema":"flowc.run/');
  const found = Buffer.alloc(begin.length);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, found, 0, found.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return !found.equals(begin);
}

/** The values of the environment variables that a flow reads: they are secrets more often than not. */
function environmentOf(plan: FlowPlan): string[] {
  return plan.nodes.flatMap(referenceUses).flatMap(({ reference }) => {
    if (reference.scope !== "env") return [];
    return process.env[String(reference.path[0]?.value)] ?? [];
  });
}
