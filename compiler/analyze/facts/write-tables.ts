import { addToList } from "../../add-to-list.js";
import type { FlowAst, NodeAst, SourceGroupAst } from "../../parse/flow-ast.js";
import { pathKey } from "../../path-key.js";
import { addBit, type BitSet, createBitSet, isEmptySet, subtract } from "../../bit-set.js";
import { type Chains, findChains } from "./chains.js";
import { failsByCondition } from "./fails-by-condition.js";
import type { GraphFacts } from "./graph-facts.js";
import { createPlaceIndex, type PlaceIndex } from "./place-index.js";
import { type PlaceWrite, writesOf } from "./places.js";

/** A place in the context, as sets of write numbers. */
export interface Place {
  /** The writes to exactly this place. */
  readonly same: BitSet;
  /** The writes that a write to this place overwrites: those to the place and below it. */
  readonly below: BitSet;
  /** Those to places below it alone; undefined if there are none. */
  readonly parts: BitSet | undefined;
  /** The writes to each place above it, as sets. */
  readonly above: readonly BitSet[];
}

/** Writes by number. The bit after the last one means "a node with context access may have written anything". */
export interface WriteTables {
  readonly writes: readonly PlaceWrite[];
  readonly size: number;
  readonly open: number;
  /** Numbers of each node's writes. */
  readonly after: readonly (readonly number[])[];
  /** For a join, the write that its arrivals are complete. */
  readonly arrived: readonly (readonly number[])[];
  /** For each node, the writes of the joins that its result arrives at. They show it even while they wait. */
  readonly offered: readonly (readonly number[])[];
  /** The place of each write. */
  readonly places: readonly Place[];
  /** Whether any place is below another one, so that a write can remove what is below it. */
  readonly isNested: boolean;
  readonly index: PlaceIndex;
  readonly chains: Chains;
  readonly isOpen: readonly boolean[];
  /** Nodes with context access. */
  readonly openNodes: readonly number[];
  readonly names: readonly string[];
  /** Whether the place is written wherever the writing node leads on with what it returned. */
  isCertain(write: number): boolean;
  /** Whether a node can fail under `on_error: continue`. */
  mayFail(node: number): boolean;
}

export function createWriteTables(ast: FlowAst, facts: GraphFacts): WriteTables {
  const writes = writesOf(ast, (node) => (facts.arrivals[node]?.length ?? 0) > 1);
  const byNode = numbersByNode(writes, ast, facts);
  const { places, isNested } = findPlaces(writes);
  const index = createPlaceIndex(writes);
  const isOpen = ast.nodes.map(({ contextAccess }) => contextAccess);
  return {
    writes,
    size: writes.length + 1,
    open: writes.length,
    ...byNode,
    places,
    isNested,
    index,
    chains: findChains(ast, writes, index),
    isOpen,
    openNodes: [...isOpen.keys()].filter((node) => isOpen[node] === true),
    names: ast.nodes.map(({ id }) => id.value),
    mayFail: (node) => continuesAfterFailure(ast, node),
    isCertain: (number) => {
      const write = writes[number];
      return write !== undefined && (write.isResult || writesAlways(ast, write.node));
    },
  };
}

/**
 * Whether a node that goes on has written its outputs: with `on_error: continue` it may not have. A router that failed does not
 * go on (SPEC 7).
 */
function writesAlways(ast: FlowAst, node: number): boolean {
  const own = ast.nodes[node];
  if (own?.type.kind === "router" || (own !== undefined && isOnlyConditional(own, ast))) return true;
  return !continuesAfterFailure(ast, node);
}

function continuesAfterFailure(ast: FlowAst, node: number): boolean {
  return (ast.nodes[node]?.policy?.plan.onError ?? ast.policy?.plan.onError) === "continue";
}

/** Whether every edge that leaves a node has a condition: then nothing follows its failure. */
function isOnlyConditional({ id, choices }: NodeAst, { edges }: FlowAst): boolean {
  if (choices.length === 0) return false;
  const conditional = new Set(choices.flatMap(({ alternatives }) => alternatives.flatMap(({ targets }) => targets)));
  const own = edges.filter(({ source }) => source.kind === "node-name" && source.value === id.value);
  const isAlone = edges.every((edge) => own.includes(edge) || !namesIn(edge.source).includes(id.value));
  return isAlone && own.every(({ targets }) => targets.every(({ value }) => conditional.has(value)));
}

function namesIn(source: SourceGroupAst): string[] {
  return source.kind === "node-name" ? [source.value] : source.members.flatMap(namesIn);
}

function numbersByNode(
  writes: readonly PlaceWrite[],
  ast: FlowAst,
  facts: GraphFacts,
): Pick<WriteTables, "after" | "arrived" | "offered"> {
  const after: number[][] = ast.nodes.map(() => []);
  const arrived: number[][] = ast.nodes.map(() => []);
  const offered: number[][] = ast.nodes.map(() => []);
  for (const [number, { node, when }] of writes.entries()) {
    (when === "after" ? after : arrived)[node]?.push(number);
    if (when === "after") continue;
    for (const parent of facts.arrivals[node]?.flat() ?? []) offered[parent.node]?.push(number);
  }
  return { after, arrived, offered };
}

function findPlaces(writes: readonly PlaceWrite[]): Pick<WriteTables, "places" | "isNested"> {
  const size = writes.length + 1;
  const byPlace = new Map<string, DraftPlace>();
  const keyOf = ({ scope, path }: PlaceWrite, length: number): string => `${scope} ${pathKey(path.slice(0, length))}`;
  const places = writes.map((write, number) => {
    const key = keyOf(write, write.path.length);
    const place: DraftPlace = byPlace.get(key) ?? {
      same: createBitSet(size),
      below: createBitSet(size),
      parts: undefined,
      above: [],
    };
    byPlace.set(key, place);
    addBit(place.same, number);
    return place;
  });
  const found = new Set<DraftPlace>();
  for (const [number, write] of writes.entries()) {
    const around = write.path.flatMap((_, length) => byPlace.get(keyOf(write, length + 1)) ?? []);
    for (const place of around) addBit(place.below, number);
    const [own, ...others] = around.reverse();
    if (own === undefined || found.size === found.add(own).size) continue;
    own.above = others.map(({ same }) => same);
  }
  const isNested = places.some(({ above }) => above.length > 0);
  for (const place of isNested ? found : []) {
    const parts = place.below.slice();
    subtract(parts, place.same);
    if (!isEmptySet(parts)) place.parts = parts;
  }
  return { places, isNested };
}

interface DraftPlace extends Place {
  parts: BitSet | undefined;
  above: readonly BitSet[];
}

/** An edge along which writes are carried: with the success of its source, or with a failure (`goto`). */
export interface CausalEdge {
  readonly from: number;
  readonly isFailure: boolean;
  /** Whether the source may have written before it failed: its conditions are evaluated after that (SPEC 12). */
  readonly hasWritten: boolean;
}

/**
 * For each node, the edges from what it comes after: its parents, back edges, failures and, after a loop, everything
 * that its items ran.
 */
export function causalEdges(
  { graph }: GraphFacts,
  loops: readonly { done: number | undefined; caused: readonly number[] }[],
): CausalEdge[][] {
  const byTarget = new Map<number, CausalEdge[]>();
  for (const { from, to } of graph.edges.flat()) addToList(byTarget, to, { from, isFailure: false, hasWritten: true });
  for (const goto of graph.gotos) {
    if (goto === undefined) continue;
    const { from } = goto;
    addToList(byTarget, goto.to, { from, isFailure: true, hasWritten: failsByCondition(graph.nodes[from]) });
  }
  for (const { done, caused } of loops) {
    if (done === undefined) continue;
    for (const from of caused) addToList(byTarget, done, { from, isFailure: false, hasWritten: true });
  }
  return graph.nodes.map((_, node) => byTarget.get(node) ?? []);
}
