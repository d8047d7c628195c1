import type { FlowAst } from "../../parse/flow-ast.js";
import { pathKey } from "../../path-key.js";
import type { ReadPlan } from "../../plan.js";
import type { Activations } from "./activations.js";
import { addBit, type BitSet, createBitSet, hasBit, subtract, unite } from "./bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import type { LoopScopes } from "./loop-scopes.js";
import { findOnEveryPath } from "./on-every-path.js";
import type { Ordering } from "./ordering.js";
import { createPlaceIndex, type PlaceIndex } from "./place-index.js";
import { type PlaceRead, type PlaceWrite, readsOf, writesOf } from "./places.js";

/**
 * Which writes may have happened before a node (reaching definitions), and which places are set on every path to it
 * (definite assignment), over the arrival rules: a join has what each of its groups has, a `|` what all its parents have.
 */
export interface Assignment {
  /** What the reads of a node may find. */
  readsAt(node: number): readonly ReadPlan[];
}

export interface AssignmentInput {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly ordering: Ordering;
  readonly activations: Activations;
}

export function findAssignment(input: AssignmentInput): Assignment {
  const { ast, facts, scopes } = input;
  const isJoin = (node: number): boolean => (facts.arrivals[node]?.length ?? 0) > 1;
  const tables = createTables(ast, writesOf(ast, isJoin));
  const before = definiteBefore(tables, ast, facts);
  const reaching = reachingBefore(tables, facts, scopes);
  const described: (readonly ReadPlan[])[] = [];
  return {
    readsAt: (node) => {
      const known = described[node];
      if (known !== undefined) return known;
      const read = ast.nodes[node];
      const state = { always: before[node], reaching: reaching[node], tables, isBeside: beside(node, input) };
      return (described[node] = read === undefined ? [] : readsOf(read).map((place) => describeRead(place, state)));
    },
  };
}

/** Whether another node may have run before a reader although no path leads from it: nothing keeps it behind. */
function beside(node: number, { facts, ordering, activations }: AssignmentInput): (other: number) => boolean {
  const count = activations.startsOf(node);
  const isRepeated = count !== undefined && activations.isRepeatable(count);
  return (other) =>
    facts.reachable[other] === true && (isRepeated || (other !== node && !ordering.isAlwaysBefore(node, other)));
}

/** One place of the context, by the numbers of its writes. */
interface Place {
  /** The writes to this very place. */
  readonly same: BitSet;
  /** What a write overwrites: all writes to the place and below it. */
  readonly below: BitSet;
}

/** Writes by number; the bit after the last one is "a node with context access may have written anything". */
interface Tables {
  readonly writes: readonly PlaceWrite[];
  readonly size: number;
  readonly open: number;
  /** Numbers of a node's writes. */
  readonly after: readonly (readonly number[])[];
  readonly arrived: readonly (readonly number[])[];
  /** The place of each write. */
  readonly places: readonly Place[];
  readonly index: PlaceIndex;
  readonly isOpen: readonly boolean[];
  /** Nodes with context access. */
  readonly openNodes: readonly number[];
  readonly names: readonly string[];
}

function createTables(ast: FlowAst, writes: readonly PlaceWrite[]): Tables {
  const size = writes.length + 1;
  const after: number[][] = ast.nodes.map(() => []);
  const arrived: number[][] = ast.nodes.map(() => []);
  for (const [number, { node, when }] of writes.entries()) (when === "after" ? after : arrived)[node]?.push(number);
  const byPlace = new Map<string, Place>();
  const placeOf = ({ scope, path }: PlaceRead, length: number): Place | undefined =>
    byPlace.get(`${scope} ${pathKey(path.slice(0, length))}`);
  for (const { scope, path } of writes) {
    const key = `${scope} ${pathKey(path)}`;
    if (!byPlace.has(key)) byPlace.set(key, { same: createBitSet(size), below: createBitSet(size) });
  }
  for (const [number, write] of writes.entries()) {
    for (let length = 1; length <= write.path.length; length++) {
      const above = placeOf(write, length);
      if (above !== undefined) addBit(above.below, number);
    }
    const place = placeOf(write, write.path.length);
    if (place !== undefined) addBit(place.same, number);
  }
  const nowhere = { same: createBitSet(size), below: createBitSet(size) };
  const places = writes.map((write) => placeOf(write, write.path.length) ?? nowhere);
  const isOpen = ast.nodes.map(({ contextAccess }) => contextAccess);
  const openNodes = [...isOpen.keys()].filter((node) => isOpen[node] === true);
  const names = ast.nodes.map(({ id }) => id.value);
  const index = createPlaceIndex(writes);
  return { writes, size, open: writes.length, after, arrived, places, index, isOpen, openNodes, names };
}

/** For each node the writes whose place is set on every path to it. */
function definiteBefore(tables: Tables, ast: FlowAst, facts: GraphFacts): BitSet[] {
  return findOnEveryPath(facts, {
    size: tables.size,
    arrive: (state, node) => {
      for (const number of tables.arrived[node] ?? []) setPlace(state, number, tables);
    },
    succeed: (state, node) => {
      if (!writesAlways(ast, node)) return;
      for (const number of tables.after[node] ?? []) setPlace(state, number, tables);
    },
  });
}

/** `on_error: continue` goes on without the outputs. */
function writesAlways(ast: FlowAst, node: number): boolean {
  const policy = ast.nodes[node]?.policy?.plan.onError ?? ast.policy?.plan.onError;
  return policy !== "continue";
}

/** A write sets its place, whichever write of that place it is; what lay below is gone. */
function setPlace(state: BitSet, number: number, { places }: Tables): void {
  const place = places[number];
  if (place === undefined) return;
  subtract(state, place.below);
  unite(state, place.same);
}

/** For each node the writes that may have happened before it and that nothing has overwritten since. */
function reachingBefore(tables: Tables, facts: GraphFacts, scopes: LoopScopes): BitSet[] {
  const { predecessors } = facts;
  const before = predecessors.map(() => createBitSet(tables.size));
  const after = predecessors.map(() => createBitSet(tables.size));
  const sources = predecessors.map((list) => [...list]);
  // An item's nodes run before the next item's, and all of them before what the loop does at its end.
  for (const { body, done, members } of scopes.loops) {
    sources[body]?.push(...members);
    if (done !== undefined) sources[done]?.push(...members);
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const node of facts.order) {
      const state = before[node];
      const out = after[node];
      if (state === undefined || out === undefined) continue;
      for (const from of sources[node] ?? []) {
        const incoming = after[from];
        if (incoming !== undefined) unite(state, incoming);
      }
      for (const number of tables.arrived[node] ?? []) addBit(state, number);
      if (unite(out, transfer(state, node, tables))) changed = true;
    }
  }
  return before;
}

function transfer(state: BitSet, node: number, { after, places, open, isOpen }: Tables): BitSet {
  const out = state.slice();
  for (const number of after[node] ?? []) {
    const place = places[number];
    if (place !== undefined) subtract(out, place.below);
  }
  for (const number of after[node] ?? []) addBit(out, number);
  if (isOpen[node] === true) addBit(out, open);
  return out;
}

interface ReadState {
  readonly always: BitSet | undefined;
  readonly reaching: BitSet | undefined;
  readonly tables: Tables;
  isBeside(node: number): boolean;
}

function describeRead({ scope, path }: PlaceRead, { always, reaching, tables, isBeside }: ReadState): ReadPlan {
  const holds = (set: BitSet | undefined, number: number): boolean => set !== undefined && hasBit(set, number);
  const sources = tables.index.meeting({ scope, path }).flatMap((number) => {
    const write = tables.writes[number];
    if (write === undefined) return [];
    const isSet = holds(always, number);
    // A node beside the reader may have written, where nothing before the reader did for certain.
    if (!holds(reaching, number) && (isSet || !isBeside(write.node))) return [];
    return [{ node: tables.names[write.node] ?? "", part: write.part, path: write.path, always: isSet }];
  });
  const afterOpenWrite = holds(reaching, tables.open) || tables.openNodes.some(isBeside);
  return { scope, path, sources, afterOpenWrite };
}
