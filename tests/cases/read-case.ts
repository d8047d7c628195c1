import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { createProject } from "../cli/run-cli.js";

const root = path.resolve(import.meta.dirname, "../../fixtures/cases");

/**
 * The expected results for one flow of a case. Findings are `severity code line:column`, in the order in which they are
 * printed.
 */
export interface ExpectedFlow {
  /** What `check` reports, with types. */
  readonly check: readonly string[];
  /** A part of the output of `check`. */
  readonly check_says?: string;
  /** What `check --no-types`, and therefore `build`, reports. Not checked if absent. */
  readonly build?: readonly string[];
  readonly build_says?: string;
  /** Text that neither of them may print. */
  readonly never_says?: string;
  readonly run?: ExpectedRun;
  /** How many concurrent runs must share one signal without a warning from Node. */
  readonly runs_at_once?: number;
}

export interface ExpectedRun {
  readonly input?: unknown;
  /** Milliseconds after which the run is interrupted. */
  readonly abort_after?: number;
  readonly status: number;
  /** A part of the resulting context. */
  readonly context?: object;
  /** A part of the output to stderr. */
  readonly stderr?: string;
}

/** The flows of a case with their expected results. */
export const readExpected = (name: string): [string, ExpectedFlow][] =>
  Object.entries(parse(readFileSync(path.join(root, name, "expected.yaml"), "utf8")) as Record<string, ExpectedFlow>);

/** Creates a project in a new folder with the files of a case. Packages in its folder `packages` are installed. */
export function openCase(name: string): string {
  const folder = createProject({});
  const source = path.join(root, name);
  const packages = path.join(source, "packages");
  cpSync(source, folder, { recursive: true, filter: (file) => !file.startsWith(packages) });
  if (existsSync(packages)) cpSync(packages, path.join(folder, "node_modules"), { recursive: true });
  return folder;
}
