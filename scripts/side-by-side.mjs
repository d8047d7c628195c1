/**
 * Runs several commands at the same time and prints what each of them printed once it has ended. Waits for all of them
 * and fails if one has failed.
 *
 *     node scripts/side-by-side.mjs <command> <command> …
 */
import { spawn } from "node:child_process";

const statuses = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;

/** Resolves to the exit status of a command, or null if a signal ended it. */
function run(command) {
  const started = performance.now();
  const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  const printed = [];
  child.stdout.on("data", (chunk) => printed.push(chunk));
  child.stderr.on("data", (chunk) => printed.push(chunk));
  return new Promise((resolve) => {
    child.on("close", (status) => {
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stdout.write(`\n$ ${command}\n`);
      process.stdout.write(Buffer.concat(printed));
      process.stdout.write(status === 0 ? `passed in ${seconds} s\n` : `failed after ${seconds} s\n`);
      resolve(status);
    });
  });
}
