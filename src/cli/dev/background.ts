import { spawn, type ChildProcess } from "node:child_process";

/** Starts flowc with these arguments in a process of its own, whose output is read. */
export function startBackground(args: readonly string[], cwd: string): ChildProcess {
  const [script = ""] = process.argv.slice(1);
  const execArgv = process.execArgv.filter((arg) => !arg.startsWith("--inspect"));
  return spawn(process.execPath, [...execArgv, script, ...args], { cwd, stdio: ["ignore", "pipe", "ignore"] });
}

/** What a process prints; undefined if it ends with a status that is not listed. */
export function outputOf(child: ChildProcess, statuses: readonly number[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.on("error", () => resolve(undefined));
    child.on("close", (status) => resolve(status !== null && statuses.includes(status) ? text : undefined));
  });
}
