import type { RunFiles, RunningProcess } from "../../server/runs.js";
import type { GlobalOptions } from "../global-options.js";
import { startSupervised } from "../run/supervised-process.js";

/** Runs a flow by `flowc run` in a process of its own: the user's code cannot block this one. */
export function startRunProcess(
  { flow, trace, input, context }: RunFiles,
  { config }: Pick<GlobalOptions, "config">,
): RunningProcess {
  const args = ["run", flow, "--quiet", "--no-color", "--trace", trace];
  if (config !== undefined) args.push("--config", config);
  if (input !== undefined) args.push("--input", `@${input}`);
  if (context !== undefined) args.push("--context", `@${context}`);
  const { child, interrupt } = startSupervised(args, {
    stdio: ["ignore", "ignore", "pipe"],
    // A debugger needs a port of its own.
    execArgv: process.execArgv.filter((arg) => !arg.startsWith("--inspect")),
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.on("exit", () => process.off("exit", kill));
  return {
    onOutput: (listener) => {
      child.stderr?.setEncoding("utf8").on("data", listener);
    },
    ended: new Promise((resolve) => {
      // Processes that the user's code started may keep its stderr open.
      child.on("exit", () => setTimeout(resolve, 50));
      child.on("error", () => resolve());
    }),
    stop: () => interrupt("SIGINT"),
  };
}
