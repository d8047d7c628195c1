import { addToList } from "../../add-to-list.js";
import type { FlowAst } from "../../parse/flow-ast.js";
import { pathKey } from "../../path-key.js";
import { addBit, type BitSet, createBitSet } from "./bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import { createPlaceIndex, type PlaceIndex } from "./place-index.js";
import { type PlaceWrite, writesOf } from "./places.js";

/** One place of the context, by the numbers of its writes. */
export interface Place {
  /** The writes to this very place. */
  readonly same: BitSet;
  /** What a write overwrites: all writes to the place and below it. */
  readonly below: BitSet;
}

/** Writes by number; the bit after the last one is "a node with context access may have written anything". */
export interface WriteTables {
  readonly writes: readonly PlaceWrite[];
  readonly size: number;
  readonly open: number;
  /** Numbers of a node's writes. */
  readonly after: readonly (readonly number[])[];
  /** Of a join: that its arrivals are complete. */
  readonly arrived: readonly (readonly number[])[];
  /** Of a node: the joins that its result arrives at, which show it even while they wait. */
  readonly offered: readonly (readonly number[])[];
  /** The place of each write. */
  readonly places: readonly Place[];
  /** Whether some place is below another one: a write there takes away what was below. */
  readonly isNested: boolean;
  readonly index: PlaceIndex;
  readonly isOpen: readonly boolean[];
  /** Nodes with context access. */
  readonly openNodes: readonly number[];
  readonly names: readonly string[];
  /** Whether every success of the writing node writes. */
  isCertain(write: number): boolean;
}

export function createWriteTables(ast: FlowAst, facts: GraphFacts): WriteTables {
  const writes = writesOf(ast, (node) => (facts.arrivals[node]?.length ?? 0) > 1);
  const byNode = numbersByNode(writes, ast, facts);
  const { places, isNested } = findPlaces(writes);
  const isOpen = ast.nodes.map(({ contextAccess }) => contextAccess);
  return {
    writes,
    size: writes.length + 1,
    open: writes.length,
    ...byNode,
    places,
    isNested,
    index: createPlaceIndex(writes),
    isOpen,
    openNodes: [...isOpen.keys()].filter((node) => isOpen[node] === true),
    names: ast.nodes.map(({ id }) => id.value),
    isCertain: (number) => {
      const write = writes[number];
      return write !== undefined && (write.isResult || writesAlways(ast, write.node));
    },
  };
}

/** `on_error: continue` goes on without the outputs. */
function writesAlways(ast: FlowAst, node: number): boolean {
  const policy = ast.nodes[node]?.policy?.plan.onError ?? ast.policy?.plan.onError;
  return policy !== "continue";
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
  const byPlace = new Map<string, Place>();
  const keyOf = ({ scope, path }: PlaceWrite, length: number): string => `${scope} ${pathKey(path.slice(0, length))}`;
  const places = writes.map((write, number) => {
    const key = keyOf(write, write.path.length);
    const place = byPlace.get(key) ?? { same: createBitSet(size), below: createBitSet(size) };
    byPlace.set(key, place);
    addBit(place.same, number);
    return place;
  });
  let isNested = false;
  for (const [number, write] of writes.entries()) {
    for (let length = 1; length <= write.path.length; length++) {
      const above = byPlace.get(keyOf(write, length));
      if (above === undefined) continue;
      addBit(above.below, number);
      if (length < write.path.length) isNested = true;
    }
  }
  return { places, isNested };
}

/** An edge that brings along what was written: with the success of its source, or with a failure (`goto`). */
export interface CausalEdge {
  readonly from: number;
  readonly isFailure: boolean;
}

/** By target, what a node comes after: its parents, ways back, failures, and behind a loop all that the items ran. */
export function causalEdges(
  { graph }: GraphFacts,
  loops: readonly { done: number | undefined; caused: readonly number[] }[],
): CausalEdge[][] {
  const byTarget = new Map<number, CausalEdge[]>();
  for (const { from, to } of graph.edges.flat()) addToList(byTarget, to, { from, isFailure: false });
  for (const goto of graph.gotos) {
    if (goto !== undefined) addToList(byTarget, goto.to, { from: goto.from, isFailure: true });
  }
  for (const { done, caused } of loops) {
    if (done === undefined) continue;
    for (const from of caused) addToList(byTarget, done, { from, isFailure: false });
  }
  return graph.nodes.map((_, node) => byTarget.get(node) ?? []);
}
