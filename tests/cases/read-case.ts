import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { createProject } from "../cli/run-cli.js";

const root = path.resolve(import.meta.dirname, "../../fixtures/cases");

/** What one flow of a case must give. Findings are `severity code line:column`, in the order in which they are printed. */
export interface ExpectedFlow {
  /** What `check` reports, with types. */
  readonly check: readonly string[];
  /** A part of what `check` prints. */
  readonly check_says?: string;
  /** What `check --no-types`, and so `build`, reports. Not looked at without it. */
  readonly build?: readonly string[];
  readonly build_says?: string;
  /** What neither of them may print. */
  readonly never_says?: string;
  readonly run?: ExpectedRun;
  /** How many runs at once must share one signal without a warning of Node. */
  readonly runs_at_once?: number;
}

export interface ExpectedRun {
  readonly input?: unknown;
  /** Milliseconds after which the run is interrupted. */
  readonly abort_after?: number;
  readonly status: number;
  /** A part of the context. */
  readonly context?: object;
  /** A part of what is printed to stderr. */
  readonly stderr?: string;
}

/** The flows of a case with what they must give. */
export const readExpected = (name: string): [string, ExpectedFlow][] =>
  Object.entries(parse(readFileSync(path.join(root, name, "expected.yaml"), "utf8")) as Record<string, ExpectedFlow>);

/** A project in a new folder with the files of a case. What the case has in `packages` is installed in it. */
export function openCase(name: string): string {
  const folder = createProject({});
  const source = path.join(root, name);
  const packages = path.join(source, "packages");
  cpSync(source, folder, { recursive: true, filter: (file) => !file.startsWith(packages) });
  if (existsSync(packages)) cpSync(packages, path.join(folder, "node_modules"), { recursive: true });
  return folder;
}
