import type { Case, Fault, Judge } from "./case.js";
import type { Run } from "./interpret.js";
import { checkRead } from "./refute-reads.js";
import { checkDoubles, checkStart, checkWaiting } from "./refute-starts.js";
import { checkDeadWrites, checkRaces } from "./refute-writes.js";

/**
 * What one run refutes. Every question only depends on causes, so some schedule shows the answer at any concurrency.
 */
export function refute(of: Case, run: Run): Fault[] {
  const faults: Fault[] = [];
  const say = (kind: string, verdict: string, witness: string): void => void faults.push({ kind, verdict, witness });
  const judge: Judge = { ...of, run, say, nameOf: (node) => of.graph.nodes[node]?.id ?? "" };
  for (const [at, activation] of run.activations.entries()) {
    checkStart(activation, judge);
    for (const read of of.reads[activation.node] ?? []) {
      checkRead(at, activation, read, judge);
    }
  }
  checkDeadWrites(judge);
  checkRaces(judge);
  checkDoubles(judge);
  checkWaiting(judge);
  return faults;
}
