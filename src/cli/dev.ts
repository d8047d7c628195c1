import type { ExitStatus } from "../base/exit-status.js";
import type { Terminal } from "../base/terminal.js";
import { visibleText } from "../base/visible-text.js";
import { editorLink, parseLinkTemplate } from "../graph/link-template.js";
import { findTargets } from "../project/find-targets.js";
import { readProjectFlows } from "../project/project-flows.js";
import { loadSettings } from "../project/load-settings.js";
import { type DevProject, planDevProject } from "../server/dev-project.js";
import { startDevServer, type DevServer } from "../server/dev-server.js";
import { openBrowser } from "./dev/open-browser.js";
import { makeReport } from "./dev/make-report.js";
import { startRunProcess } from "./dev/start-run-process.js";
import { createTypeChecks, type TypeChecks } from "./dev/type-checks.js";
import { withCheckedTypes, withEarlierTypes } from "./dev/with-types.js";
import type { GlobalOptions } from "./global-options.js";
import { printUsageErrors } from "./print-usage-errors.js";
import { type Outcome, success } from "../base/usage-error.js";
import { watchRounds } from "./watch-rounds.js";

export interface DevCommandOptions extends GlobalOptions {
  /** If undefined, a free port is taken; 0 is any. */
  readonly port?: number;
  /** Open the page in the browser. */
  readonly open?: boolean;
  /** An address with parts of a place. */
  readonly link?: string;
}

/** `flowc dev [paths…]`: serves pages about the flows of a project, on this machine alone, until the user stops it. */
export async function dev(
  paths: readonly string[],
  options: DevCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const link = parseLinkTemplate(options.link ?? editorLink);
  if (!link.ok) return printUsageErrors(link.errors, terminal);
  const settings = await loadSettings(options, terminal);
  if (!settings.ok) return printUsageErrors(settings.errors, terminal);
  const named = await findNamed(paths, options, terminal);
  if (!named.ok) return printUsageErrors(named.errors, terminal);
  const started = await startDevServer({
    port: options.port,
    projectDir: settings.value.projectDir,
    link: link.value,
    startRun: (files) => startRunProcess(files, options),
    reportOf: (file) => makeReport(file, terminal),
    onFault: (error) => {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      terminal.error(`error: a page failed, which is a fault of flowc: ${visibleText(detail)}\n`);
    },
  });
  if (!started.ok) return printUsageErrors(started.errors, terminal);
  const server = started.value;
  const { config } = options;
  const args = [...paths, ...(config === undefined ? [] : ["--config", config])];
  const checks = createTypeChecks({ cwd: terminal.cwd, args });
  try {
    return await watchRounds(options, terminal, roundsOf(server, { paths, options, terminal, checks }));
  } finally {
    checks.close();
    await server.close();
  }
}

/** Whether there is what the user names. Without names, all that is wrong with the project is shown on the pages, until it is fixed. */
async function findNamed(
  paths: readonly string[],
  options: DevCommandOptions,
  terminal: Terminal,
): Promise<Outcome<unknown>> {
  if (paths.length === 0) return success(undefined);
  const targets = await findTargets(paths, options, terminal);
  return targets.ok ? readProjectFlows(targets.value, terminal.cwd) : targets;
}

interface Rounds {
  readonly paths: readonly string[];
  readonly options: DevCommandOptions;
  readonly terminal: Terminal;
  readonly checks: TypeChecks;
}

/** Plans the project at the start, when the address is printed, and whenever a file changes. Types are checked after that. */
function roundsOf(server: DevServer, { paths, options, terminal, checks }: Rounds): Parameters<typeof watchRounds>[2] {
  let isFirst = true;
  let last: DevProject | undefined;
  return async () => {
    const project = await planDevProject(paths, options, terminal);
    return {
      notes: undefined,
      written: [],
      read: project.ok ? project.value.read : [],
      print: () => {
        server.update(project.ok ? success(withEarlierTypes(project.value, last)) : project);
        checks.restart((checked) => {
          if (!project.ok) return;
          last = withCheckedTypes(project.value, checked);
          server.update(success(last));
        });
        if (isFirst) announce(server, options, terminal);
        isFirst = false;
        return Promise.resolve();
      },
    };
  };
}

function announce({ access, port }: DevServer, { open }: DevCommandOptions, terminal: Terminal): void {
  terminal.out(`${access.address(port)}\n`);
  terminal.error("open this address in a browser on this machine; stop with Ctrl-C\n");
  if (open === true) openBrowser(access.addressForOnce(port), terminal);
}
