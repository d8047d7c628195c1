import { exitStatus } from "../base/exit-status.js";
import { packageVersion } from "../base/package-folder.js";
import { type Finish, watchOutput } from "./output-streams.js";
import { needsSupervision } from "./run/supervision.js";
import { visibleText } from "../base/visible-text.js";

/** Prints an internal error with everything that a bug report needs. */
function reportFault(error: unknown, args: readonly string[]): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const command = ["flowc", ...args.map((arg) => (/^[\w./:=@-]+$/u.test(arg) ? arg : JSON.stringify(arg)))].join(" ");
  const lines = [
    "error[flowc/internal-fault]: flowc itself failed: this is a fault of flowc, not of your flow",
    "Please report it, with the flow file and the text below.",
    "",
    `flowc ${packageVersion()}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `command: ${command}`,
    ...detail.split(/\r?\n/u).map((line) => (line.trimStart().startsWith("at ") ? line : `| ${line}`)),
  ];
  process.stderr.write(lines.map((line) => `${visibleText(line)}\n`).join(""));
}

async function runCommand(args: readonly string[], finish: Finish): Promise<void> {
  // Scripts and editors ask for the version all the time, so nothing else is loaded.
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
    process.stdout.write(`${packageVersion()}\n`);
    finish(exitStatus.fine);
    return;
  }
  if (needsSupervision(args)) {
    const { supervise } = await import("./run/supervise.js");
    finish(await supervise(args));
    return;
  }
  const { CommanderError, createNodeTerminal, createProgram, statusOf } = await import("./start.js");
  const program = createProgram({ version: packageVersion(), createTerminal: createNodeTerminal, finish });
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    finish(statusOf(error.code));
  }
}

/** Runs the command that the arguments name, and ends the process with its exit status. */
export async function main(args: readonly string[]): Promise<void> {
  const finish = watchOutput();
  try {
    await runCommand(args, finish);
  } catch (error) {
    reportFault(error, args);
    finish(exitStatus.fault);
  }
}
