import { interpret } from "./interpret.js";
import type { Chooser } from "./interpret.js";
import type { Case, Fault } from "./case.js";

/** Whether nothing can end a flow, or failures can repeat forever, although it has no finding that says so. */
export function findEndless({ graph, places, verdicts }: Case): Fault[] {
  if (verdicts.has("cycle/no-exit") || verdicts.all.some(({ code }) => code === endlessGoto)) return [];
  // Routers that send nowhere end every cycle, unless their types say that they always send.
  if (graph.nodes.some(({ decisions }) => decisions?.every(({ always }) => always.length > 0))) return [];
  if (graph.nodes.some(({ choices }) => choices?.some(({ hasOtherwise }) => hasOtherwise))) return [];
  const calm: Chooser = { fails: () => false, items: () => 1, pick: () => 0, targets: (node) => alwaysOf(graph, node) };
  const failing: Chooser = { ...calm, fails: (node) => graph.rules[node]?.action === "goto" };
  if (!interpret(graph, places, failing).isCut) return [];
  return interpret(graph, places, calm).isCut
    ? [{ kind: "cycle: silent endless", verdict: "no finding", witness: "neither a router nor a failure ends it" }]
    : [{ kind: "policy: silent endless", verdict: "no finding", witness: "failures repeat for ever" }];
}

/** The targets that no condition decides about, as positions. */
function alwaysOf({ nodes, next }: Case["graph"], node: number): number[] {
  const { choices } = nodes[node] ?? {};
  if (choices === undefined) return [];
  const conditional = choices.flatMap(({ alternatives }) => alternatives.flat());
  const targets = (next[node] ?? []).map((target) => nodes[target]?.id ?? "");
  return [...targets.keys()].filter((at) => !conditional.includes(targets[at] ?? ""));
}

const endlessGoto: string = "policy/goto-endless";
