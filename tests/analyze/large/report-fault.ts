import { stringify } from "yaml";
import { createRandom } from "../random-flow.js";
import type { Found } from "./analyze-large.js";
import { type LargeFlow, toDocument } from "./flow.js";
import { judgeFlow } from "./judge.js";
import { shrink } from "./shrink.js";
import type { Fault } from "./case.js";

/** Shows a fault in the smallest flow that has one of its kind: as YAML, with the verdict and what refutes it. */
export function reportFault(flow: LargeFlow, kind: string, seed: number): string {
  const isSound = !judgeFlow(flow, createRandom(seed)).analyzed.hasErrors;
  const find = (smaller: LargeFlow): Fault | undefined => {
    const { analyzed, faults, alarms, isComplete } = judgeFlow(smaller, createRandom(seed), 4);
    if (isSound && analyzed.hasErrors) return undefined;
    const unconfirmed = isComplete ? (alarms?.unconfirmed ?? []) : [];
    return [...faults, ...unconfirmed.map(falseAlarm)].find((fault) => fault.kind === kind);
  };
  const smallest = shrink(flow, (smaller) => find(smaller) !== undefined);
  const fault = find(smallest);
  const told = judgeFlow(smallest, createRandom(seed)).analyzed.found.map(
    ({ code, message }) => `  ${code}: ${message}`,
  );
  return [
    `seed ${seed}, ${kind}`,
    "",
    yamlOf(smallest),
    `verdict: ${fault?.verdict ?? "?"}`,
    `witness: ${fault?.witness ?? "?"}`,
    told.length > 0 ? `findings:\n${told.join("\n")}` : "no findings",
  ].join("\n");
}

/** A finding that says that something may happen, although no choices make it happen. */
export function falseAlarm({ code, message }: Found): Fault {
  return { kind: `${code}: false alarm`, verdict: message, witness: "no run shows it, regardless of what is chosen" };
}

/** Shows a flow as its file would be. The types of routers become comments. */
export function yamlOf(flow: LargeFlow): string {
  const text = stringify(toDocument(flow, ({ id }) => `./ops.ts#${id}`));
  const types = flow.nodes.flatMap(({ id, decisions, canFail }) => [
    ...(decisions === undefined ? [] : [`# ${id} sends ${JSON.stringify(decisions)}`]),
    ...(canFail === true ? [`# ${id} may fail`] : []),
  ]);
  return [text, ...types].join("\n");
}
