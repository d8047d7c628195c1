import type { Code } from "../../../compiler/diagnostics/catalogue.js";
import { type Judge, nesting } from "./case.js";
import { areBeside, nodesBefore } from "./causes.js";
import type { Activation, Run } from "./interpret.js";

const neverCodes: readonly Code[] = ["node/unreachable", "join/never-fires", "join/mixed-iterations"];

export function checkStart({ node }: Activation, { verdicts, graph, say, nameOf }: Judge): void {
  // Another parent of a group may come from the same item.
  const isAlone = graph.groups[node]?.every((group) => group.length === 1) === true;
  for (const code of neverCodes) {
    if (code === "join/mixed-iterations" && !isAlone) continue;
    for (const { message } of verdicts.at(code, node)) say(`${code}: ran`, message, `\`${nameOf(node)}\` ran`);
  }
}

/** A node that two of its `|` parents started, or one and a failure, where nothing before it ran twice. */
export function checkDoubles(judge: Judge): void {
  const { run, verdicts, say, nameOf } = judge;
  if (!run.isSingle) return;
  for (const { one, other, node } of doubles(run)) {
    if (verdicts.isBehind(["join/fires-twice"], node)) continue;
    const parents = [one, other].map((at) => nameOf(run.activations[at]?.from ?? 0)).join("` and `");
    const from = [one, other].map((at) => run.activations[at]?.from ?? 0);
    say(
      `join: silent double${nesting(from, judge)}`,
      `\`${nameOf(node)}\`: no finding`,
      `\`${parents}\` both started it`,
    );
  }
}

/**
 * Starts of one node, in the same item and pass, by two parents, where neither comes after something that ran twice
 * itself. Two failures are left out: the flow did not ask for both.
 */
export function doubles(run: Run): { one: number; other: number; node: number }[] {
  const byPlace = new Map<string, number[]>();
  const found: { one: number; other: number; node: number }[] = [];
  for (const [at, { node, from, frame, isGone }] of run.activations.entries()) {
    if (from === undefined) continue;
    const around = frame?.kind === "pass" && frame.owner === node ? frame.outer : frame;
    const key = `${node} ${around?.serial ?? 0}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [at]);
    else {
      for (const one of known) {
        const other = run.activations[one];
        if (other?.from === from || (other?.isGone === true && isGone)) continue;
        if (isOneStart(one, at, run)) found.push({ one, other: at, node });
      }
      known.push(at);
    }
  }
  return found;
}

/**
 * Whether two starts are concurrent and no node ran separately before each of them. Such a node would have run twice.
 */
function isOneStart(one: number, other: number, run: Run): boolean {
  if (!areBeside(one, other, run)) return false;
  const before = nodesBefore(one, other, run);
  return [...nodesBefore(other, one, run)].every((node) => !before.has(node));
}

const waitCodes: readonly Code[] = [
  "join/may-not-fire",
  "join/never-fires",
  "join/mixed-iterations",
  "join/fires-twice",
  "node/unreachable",
];

export function checkWaiting({ run, verdicts, say, nameOf }: Judge): void {
  if (run.isCut || run.hasFailed) return;
  for (const join of run.waiting) {
    if (!verdicts.isBehind(waitCodes, join))
      say("join: silent wait", `\`${nameOf(join)}\`: no finding`, "it waited at the end");
  }
}
