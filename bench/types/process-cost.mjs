/** What a command and all processes that it starts cost. Reads `/proc`, so it works on Linux alone. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Seconds: the length of a tick in `/proc`. */
const tick = 0.01;
/** Milliseconds between two looks at the memory. */
const pause = 25;

/**
 * Runs Node to the end of a process.
 *
 * @returns CPU time in seconds and peak memory in MB, both of all processes; the status; and what was printed
 */
export async function costOf(parameters, cwd) {
  const before = childTime();
  const child = spawn(process.execPath, parameters, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, memoryBelow(child.pid))), pause);
  const status = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(timer);
  return { cpu: childTime() - before, memory: peak, status, text };
}

/** The CPU time of all ended children, with that of the children that they waited for. */
function childTime() {
  const fields = fieldsOf(process.pid);
  return (Number(fields[13]) + Number(fields[14])) * tick;
}

/** The resident memory of a process and all below it, in MB. */
function memoryBelow(root) {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/u.test(name))
      .map((name) => [Number(name), Number(fieldsOf(name)[1])]),
  );
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + residentOf(pid), 0);
}

function residentOf(pid) {
  const kilobytes = /^VmRSS:\s+(\d+)/mu.exec(textOf(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** The fields of `/proc/…/stat` from the third on: what comes before may contain blanks. */
function fieldsOf(pid) {
  const text = textOf(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // The process has ended.
  }
}
