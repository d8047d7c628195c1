import { type LargeFlow, type LargeNode, readsOf } from "./flow.js";
import type { Graph } from "./graph.js";
import type { Judged } from "./judge.js";

/** What a campaign has to cover to prove anything: counts, and the minimum of each. */
export interface Coverage {
  add(flow: LargeFlow, judged: Judged): void;
  /** The table, and the counts in it that are too low. */
  table(): { readonly text: string; readonly missing: readonly string[] };
}

/** Among all flows, those without an error, which are run. */
const leastSound = 0.6;
/** Among these, those with one of the constructs. */
const leastConstruct = 0.05;
/** Among all flows, those in which a verdict of each code occurs: a hundred of 20,000. */
const leastVerdicts = 1 / 200;

export function createCoverage(heldCodes: readonly string[]): Coverage {
  const constructs = new Map(Object.keys(tests).map((name) => [name, 0]));
  const codes = new Map(heldCodes.map((code) => [code, 0]));
  const total = { flows: 0, sound: 0, nodes: 0, runs: 0 };
  return {
    add: (flow, { analyzed: { found, hasErrors }, graph, runs }) => {
      total.flows += 1;
      for (const code of new Set(found.map((finding) => finding.code))) codes.set(code, (codes.get(code) ?? 0) + 1);
      if (hasErrors || graph === undefined) return;
      total.sound += 1;
      total.nodes += flow.nodes.length;
      total.runs += runs;
      for (const [name, test] of Object.entries(tests))
        if (test(flow, graph)) constructs.set(name, (constructs.get(name) ?? 0) + 1);
    },
    table: () => {
      const share = total.sound / total.flows;
      const missing = share < leastSound ? [`only ${percent(share)} of the flows have no error`] : [];
      for (const [name, count] of constructs)
        if (count / total.sound < leastConstruct)
          missing.push(`${name}: only ${percent(count / total.sound)} of the flows`);
      for (const code of heldCodes)
        if ((codes.get(code) ?? 0) < total.flows * leastVerdicts)
          missing.push(`${code}: only ${codes.get(code) ?? 0} flows`);
      const lines = [
        `${total.flows} flows, ${percent(share)} without an error: ${(total.nodes / total.sound).toFixed(1)} nodes and ${(total.runs / total.sound).toFixed(1)} runs each`,
        ...[...constructs].map(([name, count]) => `  ${percent(count / total.sound).padStart(6)}  ${name}`),
        "findings, by the flows that have one",
        ...[...codes]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([code, count]) => `  ${String(count).padStart(6)}  ${code}`),
      ];
      return { text: lines.join("\n"), missing };
    },
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

type Test = (flow: LargeFlow, graph: Graph) => boolean;

const some =
  (test: (node: LargeNode) => boolean): Test =>
  ({ nodes }) =>
    nodes.some(test);

const tests: Readonly<Record<string, Test>> = {
  "reads with `??`": some(
    ({ inputs }) => inputs?.chains.some(({ operands, literal }) => literal === true || operands.length > 1) === true,
  ),
  templates: some(({ inputs }) => inputs?.form === "template"),
  "reads of `$payload`": some((node) => readsOf(node).some(({ scope }) => scope === "payload")),
  "reads of `$joins`": some((node) => readsOf(node).some(({ scope }) => scope === "joins")),
  "a plain node of a cycle that also leaves it": (_, graph) => leavesCycle(graph, "plain"),
  "a router of a cycle that may send both ways": (_, graph) => leavesCycle(graph, "router"),
  "a loop in a cycle": (_, { cycles, bodies }) =>
    [...cycles.values()].some((members) => [...bodies.keys()].some((loop) => members.has(loop))),
  "a cycle in a loop": (_, { cycles, bodies }) =>
    [...bodies.values()].some((body) => [...cycles.keys()].some((header) => body.has(header))),
  "nested loops": (_, { bodies }) =>
    [...bodies.values()].some((body) => [...bodies.keys()].some((loop) => body.has(loop))),
  "joins of `&`": (_, { groups }) =>
    groups.some((waits) => waits.length > 1 && waits.every((group) => group.length === 1)),
  "merges of `|`": (_, { groups }) => groups.some((waits) => waits.length === 1 && (waits[0]?.length ?? 0) > 1),
  "joins with a `|` in them": (_, { groups }) =>
    groups.some((waits) => waits.length > 1 && waits.some((group) => group.length > 1)),
  "routers that send to one": some(({ decisions }) => decisions?.every(({ always }) => always.length === 1) === true),
  "routers that send to several": some(
    ({ decisions }) => decisions?.some(({ always, maybe }) => always.length + maybe.length > 1) === true,
  ),
  "routers that may send nowhere": some(
    ({ decisions }) => decisions?.some(({ always }) => always.length === 0) === true,
  ),
  "routers whose choices are unknown": some(({ kind, decisions }) => kind === "router" && decisions === undefined),
  "conditions by themselves": some(
    ({ choices }) => choices?.some(({ alternatives: { length } }) => length === 1) === true,
  ),
  "choices with `otherwise`": some(({ choices }) => choices?.some(({ hasOtherwise }) => hasOtherwise) === true),
  "choices without `otherwise`": some(
    ({ choices }) =>
      choices?.some(({ alternatives, hasOtherwise }) => alternatives.length > 1 && !hasOtherwise) === true,
  ),
  "alternatives of several nodes": some(
    ({ choices }) => choices?.some(({ alternatives }) => alternatives.some(({ length }) => length > 1)) === true,
  ),
  "joins of all alternatives with something else": (_, { groups, nodes, indexOf }) =>
    groups.some(
      (waits) => waits.length > 1 && waits.some((group) => nodes.some((node) => isWhole(node, group, indexOf))),
    ),
  "conditions that leave a cycle": (_, graph) => leavesCycle(graph, "plain", ({ choices }) => choices !== undefined),
  "a node's `on_error: stop`": some(({ onError }) => onError === "stop"),
  "a node's `on_error: continue`": some(({ onError }) => onError === "continue"),
  "a node's `goto`": some(({ onError }) => typeof onError === "object"),
  "the flow's `on_error: stop`": ({ onError }) => onError === "stop",
  "the flow's `on_error: continue`": ({ onError }) => onError === "continue",
  "the flow's `goto`": ({ onError }) => typeof onError === "object",
  retries: some(({ retries }) => retries !== undefined),
  "context access": some(({ secret }) => secret !== undefined),
  "`concurrency` 1": ({ concurrency }) => concurrency === 1,
  "`concurrency` 8": ({ concurrency }) => concurrency === 8,
};

/** Whether a group waits for just the targets of a choice with `otherwise`. */
function isWhole({ choices = [] }: LargeNode, group: readonly number[], indexOf: Graph["indexOf"]): boolean {
  return choices.some(({ alternatives, hasOtherwise }) => {
    const targets = new Set(alternatives.flat().map((id) => indexOf.get(id)));
    return hasOtherwise && targets.size === group.length && group.every((parent) => targets.has(parent));
  });
}

/** Whether a member of a cycle of this kind leads both to a member and out of the cycle. */
function leavesCycle(
  { cycles, extents, nodes, next }: Graph,
  kind: LargeNode["kind"],
  isMeant: (node: LargeNode) => boolean = ({ choices }) => choices === undefined,
): boolean {
  return [...cycles].some(([header, members]) => {
    const extent = extents.get(header);
    return [...members].some((member) => {
      const node = nodes[member];
      const leaves = next[member]?.some((to) => extent?.has(to) !== true) === true;
      const stays = next[member]?.some((to) => members.has(to)) === true;
      const isOpen =
        kind === "plain" ||
        node?.decisions === undefined ||
        node.decisions.some(({ always, maybe }) => always.length + maybe.length > 1);
      return node?.kind === kind && isMeant(node) && leaves && stays && isOpen;
    });
  });
}
