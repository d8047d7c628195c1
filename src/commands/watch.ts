import path from "node:path";
import { buildOnce, type BuildOptions } from "./build.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { printBuild } from "./print-build.js";
import { loadSettings, type Settings } from "./load-settings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "./terminal.js";

/** Editors write a file in several steps: a build waits until it has been quiet for so many milliseconds. */
const quiet = 60;

/** `flowc build --watch`: builds, and again whenever a file that can matter changes, until the user stops it. */
export async function watch(paths: readonly string[], options: BuildOptions, terminal: Terminal): Promise<ExitStatus> {
  const first = await loadSettings(options, terminal);
  if (!first.ok) return printUsageErrors(first.errors, terminal);
  const buildAndPrint = async (settings: Settings): Promise<void> => {
    const outcome = await buildOnce(paths, { ...options, settings }, terminal);
    if (outcome.ok) await printBuild(outcome.value, options, terminal);
    else printUsageErrors(outcome.errors, terminal);
  };
  const { watch: watchFiles } = await import("chokidar");
  const watcher = watchFiles(first.value.projectDir, {
    ignoreInitial: true,
    ignored: (file, stats) => isIgnored(path.relative(first.value.projectDir, file), stats?.isFile() === true),
  });
  const changes = createChanges();
  watcher.on("all", () => changes.add());
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  await buildAndPrint(first.value);
  terminal.error("watching for changes; stop with Ctrl-C\n");
  terminal.signal.addEventListener("abort", () => changes.stop(), { once: true });
  while (!terminal.signal.aborted && (await changes.next())) {
    const project = await loadSettings(options, terminal);
    if (project.ok) await buildAndPrint(project.value);
    else printUsageErrors(project.errors, terminal);
  }
  await watcher.close();
  return exitStatus.fine;
}

/** What flowc writes itself, and what can never change a build. */
function isIgnored(file: string, isFile: boolean): boolean {
  const parts = file.split(path.sep);
  if (parts.some((part) => part === "node_modules" || part === "dist" || (part.startsWith(".") && part !== ".."))) {
    return file !== "";
  }
  return isFile && (!/\.(?:ya?ml|json|[cm]?[jt]sx?)$/u.test(file) || file.endsWith(".flow.ts"));
}

interface Changes {
  add(): void;
  stop(): void;
  /** Resolves some time after the last change: true, or false where there will be no more. */
  next(): Promise<boolean>;
}

function createChanges(): Changes {
  let isChanged = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let resume: ((goesOn: boolean) => void) | undefined;
  const settle = (): void => {
    if (resume === undefined || (!isChanged && !isStopped)) return;
    const resolve = resume;
    resume = undefined;
    isChanged = false;
    resolve(!isStopped);
  };
  return {
    add: () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isChanged = true;
        settle();
      }, quiet);
    },
    stop: () => {
      clearTimeout(timer);
      isStopped = true;
      settle();
    },
    next: () =>
      new Promise((resolve) => {
        resume = resolve;
        settle();
      }),
  };
}
