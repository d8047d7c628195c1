import type { Random, RandomFlow, RandomNode } from "./random-flow.js";

/** One alternative of a choice: what it starts, and its condition; undefined for `otherwise`. */
export interface Alternative<C> {
  readonly targets: readonly string[];
  readonly condition: C | undefined;
}

/** Alternatives: the first one that holds is taken. A condition that stands for itself is a choice of one. */
export type ConditionalChoice<C> = readonly Alternative<C>[];

export interface Conditional<C> {
  readonly flow: RandomFlow;
  /** The choices of each node that has any, in the order of the text. */
  readonly choices: ReadonlyMap<string, readonly ConditionalChoice<C>[]>;
  /** What its edges are made of. */
  readonly constructs: ReadonlySet<EdgeConstruct>;
}

export type EdgeConstruct =
  | "a choice"
  | "otherwise"
  | "a choice without otherwise"
  | "an alternative of several nodes"
  | "a group with several conditions"
  | "a condition by itself"
  | "a chain behind a condition"
  | "a chain behind a choice";

/** Makes a condition for an edge of a node, and its text. `isAlone`: it stands for itself, and is no alternative of a choice. */
export type MakeCondition<C> = (node: string, isAlone: boolean) => C & { readonly text: string };

/** What a flow writes on the right of one `>>`. */
interface Right<C> {
  readonly kind: "choice" | "all";
  readonly members: readonly Member<C>[];
}

/** Without `guard`, it always starts. */
interface Member<C> {
  readonly targets: readonly string[];
  readonly guard: { readonly text: string; readonly condition: C | undefined } | undefined;
}

interface Edge<C> {
  readonly source: string;
  readonly rights: readonly Right<C>[];
}

/** Puts conditions on edges of a random flow, wherever SPEC 12 allows them. Some routers become plain nodes that have conditions. */
export function withConditions<C>(flow: RandomFlow, random: Random, make: MakeCondition<C>): Conditional<C> {
  const nodes = new Map([...flow.nodes].map(([id, node]) => [id, random(4) > 0 ? decided(node) : node]));
  const isPlain = (id: string): boolean => nodes.get(id)?.type !== "CustomRoutingNode";
  const isChosen = new Set([...nodes.keys()].filter((id) => nodes.get(id)?.type === "FunctionNode" && random(6) > 0));
  const chained = withChains(withGuards({ edges: flow.edges, isChosen, random, make }), isPlain, random);
  return {
    flow: { ...flow, nodes, edges: chained.map(textOf) },
    choices: choicesBySource(chained),
    constructs: new Set(chained.flatMap(({ rights }) => rights.flatMap(constructsOf))),
  };
}

function decided(node: RandomNode): RandomNode {
  return node.type === "CustomRoutingNode" ? { ...node, type: "FunctionNode" } : node;
}

interface Guarding<C> {
  readonly edges: readonly string[];
  /** The nodes whose edges get conditions. */
  readonly isChosen: ReadonlySet<string>;
  readonly random: Random;
  readonly make: MakeCondition<C>;
}

function withGuards<C>({ edges, isChosen, random, make }: Guarding<C>): Edge<C>[] {
  const targets = new Map<string, string[]>();
  for (const { source, target } of edges.flatMap((edge) => singleOf(edge) ?? [])) {
    if (isChosen.has(source)) targets.set(source, [...(targets.get(source) ?? []), target]);
  }
  return edges.flatMap((text): Edge<C>[] => {
    const single = singleOf(text);
    if (single === undefined || !isChosen.has(single.source)) return [plainEdge(text)];
    const { source } = single;
    const own = targets.get(source) ?? [];
    targets.delete(source);
    return chunked(own, random).map((chunk) => ({
      source,
      rights: [randomRight(chunk, random, (isAlone) => make(source, isAlone))],
    }));
  });
}

interface Single {
  readonly source: string;
  readonly target: string;
}

/** The ends of an edge with one source. */
function singleOf(edge: string): Single | undefined {
  const [, source, target] = /^\(?([\w-]+)\)? >> ([\w-]+)$/u.exec(edge) ?? [];
  return source === undefined || target === undefined ? undefined : { source, target };
}

function plainEdge<C>(text: string): Edge<C> {
  const [source = "", target = ""] = text.split(" >> ");
  return { source, rights: [{ kind: "all", members: [{ targets: [target], guard: undefined }] }] };
}

/** Divides the targets of a node among its edges. */
function chunked(targets: readonly string[], random: Random): string[][] {
  const chunks: string[][] = [];
  for (let at = 0; at < targets.length;) {
    const size = random(6) === 0 ? 1 : 2 + random(3);
    chunks.push(targets.slice(at, at + size));
    at += size;
  }
  return chunks;
}

type Make<C> = (isAlone: boolean) => C & { readonly text: string };

function randomRight<C>(targets: readonly string[], random: Random, make: Make<C>): Right<C> {
  const when = (isAlone: boolean): Member<C>["guard"] => {
    const condition = make(isAlone);
    return { text: `when ${condition.text}`, condition };
  };
  if (targets.length === 1 || random(4) === 0) {
    const guards = targets.map(() => (random(6) === 0 ? undefined : when(true)));
    return { kind: "all", members: targets.map((target, at) => ({ targets: [target], guard: guards[at] })) };
  }
  const groups = grouped(targets, random);
  if (groups.length === 1) return { kind: "all", members: [{ targets, guard: when(true) }] };
  const members = groups.map((group, at): Member<C> => {
    const isOtherwise = at === groups.length - 1 && random(2) === 0;
    return { targets: group, guard: isOtherwise ? { text: "otherwise", condition: undefined } : when(false) };
  });
  return { kind: "choice", members };
}

/** Divides the targets of a choice among its alternatives. */
function grouped(targets: readonly string[], random: Random): string[][] {
  const groups: string[][] = [];
  for (const target of targets) {
    const last = groups.at(-1);
    if (last !== undefined && random(4) === 0) last.push(target);
    else groups.push([target]);
  }
  return groups;
}

/** Appends edges to those that lead to their source: `a >> b when X` and `b >> c` become one chain. */
function withChains<C>(edges: readonly Edge<C>[], isPlain: (id: string) => boolean, random: Random): Edge<C>[] {
  const chained: Edge<C>[] = [];
  const used = new Set<Edge<C>>();
  const following = ({ rights }: Edge<C>): Edge<C> | undefined => {
    const last = rights.at(-1);
    const ids = last === undefined ? [] : idsOf(last);
    if (last === undefined || !ids.every(isPlain) || last.members.some(({ targets }) => targets.length > 1)) return;
    return edges.find((edge) => !used.has(edge) && sourcesRead(last).includes(edge.source));
  };
  for (const edge of edges) {
    if (used.has(edge)) continue;
    used.add(edge);
    let longer = edge;
    for (let next = following(edge); next !== undefined && random(20) > 0; next = following(longer)) {
      used.add(next);
      longer = { source: longer.source, rights: [...longer.rights, ...next.rights] };
    }
    chained.push(longer);
  }
  return chained;
}

function idsOf<C>({ members }: Right<C>): string[] {
  return members.flatMap(({ targets }) => targets);
}

/** What is on the right of an arrow, and whether another arrow follows. */
function constructsOf<C>({ kind, members }: Right<C>, at: number, all: readonly Right<C>[]): EdgeConstruct[] {
  const guarded = members.filter(({ guard }) => guard !== undefined);
  const hasOtherwise = members.some(({ guard }) => guard !== undefined && guard.condition === undefined);
  const isChoice = kind === "choice";
  const isChained = guarded.length > 0 && at < all.length - 1;
  const found: readonly [EdgeConstruct, boolean][] = [
    ["a choice", isChoice],
    ["otherwise", hasOtherwise],
    ["a choice without otherwise", isChoice && !hasOtherwise],
    ["an alternative of several nodes", isChoice && members.some(({ targets }) => targets.length > 1)],
    ["a group with several conditions", !isChoice && guarded.length > 1],
    ["a condition by itself", !isChoice && members.length === 1 && guarded.length === 1],
    ["a chain behind a condition", isChained],
    ["a chain behind a choice", isChained && isChoice],
  ];
  return found.flatMap(([construct, isThere]) => (isThere ? [construct] : []));
}

/** How the source of an edge may be written if the group on its left in a chain is to be the same group. */
function sourcesRead<C>(right: Right<C>): string[] {
  const ids = idsOf(right);
  const [only = "", ...others] = ids;
  if (others.length === 0) return [only, `(${only})`];
  const group = ids.join(right.kind === "choice" ? " | " : " & ");
  return [`(${group})`, `((${group}))`];
}

function textOf<C>({ source, rights }: Edge<C>): string {
  return [source, ...rights.map(rightText)].join(" >> ");
}

function rightText<C>({ kind, members }: Right<C>): string {
  const texts = members.map(({ targets, guard }) => {
    const group = targets.length > 1 ? `(${targets.join(" & ")})` : targets.join("");
    return guard === undefined ? group : `${group} ${guard.text}`;
  });
  return texts.length > 1 ? `(${texts.join(kind === "choice" ? " | " : " & ")})` : texts.join("");
}

/** The choices of the nodes. In a chain, those behind the second `>>` belong to the node in front of it. */
function choicesBySource<C>(edges: readonly Edge<C>[]): Map<string, ConditionalChoice<C>[]> {
  const found = new Map<string, ConditionalChoice<C>[]>();
  for (const { source, rights } of edges) {
    let left = source;
    for (const right of rights) {
      const id = left.replaceAll(/[()]/gu, "");
      const own = choicesOf(right);
      if (own.length > 0) found.set(id, [...(found.get(id) ?? []), ...own]);
      left = idsOf(right).join();
    }
  }
  return found;
}

function choicesOf<C>({ kind, members }: Right<C>): ConditionalChoice<C>[] {
  const alternatives = members.flatMap(({ targets, guard }) =>
    guard === undefined ? [] : [{ targets, condition: guard.condition }],
  );
  return kind === "choice" ? [alternatives] : alternatives.map((alternative) => [alternative]);
}
