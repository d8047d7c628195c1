import { existsSync } from "node:fs";
import type { UsageError } from "../base/usage-error.js";
import type { BuildOutcome } from "../build/finish-build.js";
import { printBuild } from "./print-build.js";
import type { BuildCommandOptions } from "./build-options.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";
import { visibleText } from "../base/visible-text.js";

/** What a watching user has already seen. The next build is compared with it. */
export interface Told {
  /** Findings and usage errors, which are reported again only if they change. */
  readonly findings: string;
  /** Flows with errors. */
  readonly broken: ReadonlySet<string>;
  /** The data that the last build stored. */
  readonly known: BuildOutcome["known"];
}

export interface RebuildOptions extends BuildCommandOptions {
  readonly terminal: Terminal;
}

type Built =
  { readonly ok: true; readonly value: BuildOutcome } | { readonly ok: false; readonly errors: readonly UsageError[] };

/** Prints what has changed since the previous build, if anything has. */
export async function printRebuild(built: Built, before: Told | undefined, options: RebuildOptions): Promise<Told> {
  const { terminal } = options;
  const findings = JSON.stringify(built.ok ? built.value.report.diagnostics : built.errors);
  const broken = new Set(built.ok ? built.value.broken.map(({ flow }) => flow) : (before?.broken ?? []));
  const known = (built.ok ? built.value.known : undefined) ?? before?.known;
  const hasNews = findings !== before?.findings;
  if (!built.ok) {
    if (hasNews) printUsageErrors(built.errors, terminal);
  } else {
    const { changes } = built.value;
    const hasWork = changes.some(({ status }) => status !== "unchanged");
    if (hasNews || hasWork) {
      const report = hasNews ? built.value.report : { ...built.value.report, diagnostics: [] };
      await printBuild({ ...built.value, report }, options, terminal);
      if (options.format === "pretty") terminal.error(describeFlows(built.value, before?.broken ?? new Set()));
    }
  }
  if (before === undefined || hasNews) terminal.error("watching for changes; stop with Ctrl-C\n");
  return { findings, broken, known };
}

/** Describes flows that broke or were fixed. */
function describeFlows({ broken, report, toAbsolute }: BuildOutcome, before: ReadonlySet<string>): string {
  const kept = broken.flatMap(({ flow, outputs }) =>
    outputs.filter((output) => existsSync(toAbsolute(output))).map((module) => ({ flow, module })),
  );
  const flows = new Set(broken.map(({ flow }) => flow));
  const fixed = [...before].filter((flow) => !flows.has(flow) && existsSync(toAbsolute(flow)));
  const lines = [
    ...kept.map(({ flow, module }) => `kept ${module} as it was: ${flow} has errors`),
    ...fixed.map((flow) => `fixed ${flow}`),
    ...(before.size > 0 && report.diagnostics.length === 0 ? ["no findings"] : []),
  ];
  return lines.map((line) => `${visibleText(line)}\n`).join("");
}
