import type { Decision } from "../../../compiler/decisions.js";
import type { Random } from "../random-flow.js";
import type { LargeEdge, LargeFlow, LargeNode } from "./flow.js";

/** `(a when … | (b & c) otherwise)`, or `a when …` alone. */
export interface LargeChoice {
  readonly alternatives: readonly (readonly string[])[];
  /** Whether the last alternative is `otherwise`. */
  readonly hasOtherwise: boolean;
}

/** Edges, with those that a choice decides put together where the first of them is. */
export type WrittenEdge = { readonly edge: LargeEdge } | { readonly source: string; readonly choice: LargeChoice };

export function writtenEdges({ nodes, edges }: LargeFlow): WrittenEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const written = new Set<LargeChoice>();
  return edges.flatMap((edge): WrittenEdge[] => {
    const source = singleSource(edge);
    const choice = (byId.get(source ?? "")?.choices ?? []).find((one) => one.alternatives.flat().includes(edge.to));
    if (source === undefined || choice === undefined) return [{ edge }];
    if (written.has(choice)) return [];
    written.add(choice);
    return [{ source, choice }];
  });
}

/** The source of an edge that can have a condition. */
export function singleSource({ groups }: LargeEdge): string | undefined {
  const [only, ...others] = groups.flat();
  return others.length === 0 ? only : undefined;
}

/** The fact of the node's result that an alternative asks for; undefined for `otherwise`. */
export function factOf(choice: LargeChoice, alternative: number): string | undefined {
  const { alternatives, hasOtherwise } = choice;
  return hasOtherwise && alternative === alternatives.length - 1
    ? undefined
    : `to_${alternatives[alternative]?.[0] ?? ""}`;
}

/** Divides targets among choices. Some are left out: they start in any case. */
export function randomChoices(targets: readonly string[], random: Random): LargeChoice[] {
  const choices: LargeChoice[] = [];
  for (let at = 0; at < targets.length;) {
    const own = targets.slice(at, at + (random(5) === 0 ? 1 : 2 + random(3)));
    at += own.length;
    const alternatives: string[][] = [];
    for (const target of own) {
      const last = alternatives.at(-1);
      if (last !== undefined && random(6) === 0) last.push(target);
      else alternatives.push([target]);
    }
    if (alternatives.length > 1) choices.push({ alternatives, hasOtherwise: random(3) > 0 });
    else if (random(6) > 0) choices.push({ alternatives, hasOtherwise: false });
  }
  return choices;
}

/** Everything that the conditions of a node can decide. */
export function decisionsIn(choices: readonly LargeChoice[], targets: readonly string[]): Decision[] {
  const conditional = choices.flatMap(({ alternatives }) => alternatives.flat());
  let decisions: string[][] = [targets.filter((id) => !conditional.includes(id))];
  for (const { alternatives, hasOtherwise } of choices) {
    const ways = hasOtherwise ? alternatives : [...alternatives, []];
    decisions = decisions.flatMap((decision) => ways.map((way) => [...decision, ...way]));
  }
  return decisions.map((always) => ({ always, maybe: [] }));
}

/** The choices that are left of a node's, where some of its edges are gone. */
export function keptChoices({ id, choices }: LargeNode, edges: readonly LargeEdge[]): LargeChoice[] | undefined {
  const targets = edges.flatMap((edge) => (singleSource(edge) === id ? [edge.to] : []));
  const kept = (choices ?? []).flatMap(({ alternatives, hasOtherwise }): LargeChoice[] => {
    const left = alternatives.map((ids) => ids.filter((target) => targets.includes(target)));
    const some = left.filter((ids) => ids.length > 0);
    const isOpen = hasOtherwise && some.length > 1 && left.at(-1)?.length !== 0;
    return some.length === 0 ? [] : [{ alternatives: some, hasOtherwise: isOpen }];
  });
  return kept.length === 0 ? undefined : kept;
}

/** What a node returns if its conditions are to start some targets. */
export function factsFor(choices: readonly LargeChoice[], started: readonly string[]): Record<string, true> {
  const facts = choices.flatMap((choice) => {
    const taken = choice.alternatives.findIndex(([first = ""]) => started.includes(first));
    return taken < 0 ? [] : (factOf(choice, taken) ?? []);
  });
  return Object.fromEntries(facts.map((fact) => [fact, true]));
}

/** The text on the right of the arrow. */
export function choiceText(choice: LargeChoice): string {
  const texts = choice.alternatives.map((ids, at) => {
    const group = ids.length > 1 ? `(${ids.join(" & ")})` : ids.join("");
    return `${group} ${reasonOf(choice, at)}`;
  });
  return texts.length > 1 ? `(${texts.join(" | ")})` : texts.join("");
}

export function reasonOf(choice: LargeChoice, alternative: number): string {
  const fact = factOf(choice, alternative);
  return fact === undefined ? "otherwise" : `when $result.${fact}`;
}
