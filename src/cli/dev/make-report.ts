import { statSync } from "node:fs";
import { failure, success, type Outcome } from "../../base/usage-error.js";
import type { Terminal } from "../../base/terminal.js";
import { drawReport } from "../report/draw-report.js";
import { readRuns } from "../report/read-runs.js";
import { outputOf, startBackground } from "./background.js";

/**
 * Bytes of a record, about 1,500 activations: a smaller one becomes a page sooner than a process starts. And of the largest one that is read here
 * to see what is wrong with it.
 */
const [largest, largestToRead] = [1_000_000, 100_000_000];

/** Makes a report for the server. A large one is made by `flowc report` in a process of its own: it would block this one for seconds. */
export async function makeReport(file: string, { cwd }: Pick<Terminal, "cwd">): Promise<Outcome<string>> {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largest) {
    const page = await reportBehind(file, cwd);
    if (page !== undefined) return success(page);
  }
  if (size <= largestToRead) {
    // What is wrong with a record is found before its page is made.
    const runs = readRuns([file], { cwd });
    if (!runs.ok) return runs;
    if (size <= largest) return success(await drawReport(runs.value));
  }
  const help = `Run \`flowc report ${file} --out report.html\`.`;
  return failure({ message: "the process that makes this report has failed", help });
}

async function reportBehind(file: string, cwd: string): Promise<string | undefined> {
  const child = startBackground(["report", file], cwd);
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  try {
    return await outputOf(child, [0]);
  } finally {
    process.off("exit", kill);
  }
}
