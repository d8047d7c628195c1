import type { FlowAst } from "../../parse/flow-ast.js";
import { addBit, type BitSet, createBitSet, hasBit, isSameSet, unite } from "../../bit-set.js";
import type { ReadPlan } from "../../plan.js";
import { type ReferenceUse, referenceUses, usesIn } from "../../reference-uses.js";
import type { SourceSet, SourceWrite } from "../../source-set.js";
import { chainBit, findDefinitePlaces, partBit, sizeOf } from "./definite-places.js";
import type { GraphFacts } from "./graph-facts.js";
import type { OnEveryPath } from "./on-every-path.js";
import type { LoopScopes } from "./loop-scopes.js";
import type { Beside } from "./may-run-beside.js";
import { conditionReadsOf, outputReadsOf, type PlaceRead, type PlaceWrite, readsOf } from "./places.js";
import { findReachingWrites, transfer } from "./reaching-writes.js";
import { hasAlwaysSet, withCovered } from "./covered-reads.js";
import type { RuledOut } from "./without-ways.js";
import { causalEdges, createWriteTables, type WriteTables } from "./write-tables.js";

/**
 * Determines which writes a read may find: those that happen on a path to the reader and are not overwritten on it, and
 * those of nodes that may run concurrently with the reader. Also determines which places are set on every path
 * (definite assignment). See `docs/internals/definite-assignment.md`.
 */
export interface Assignment {
  /** Returns what the reads of a node may find. */
  readsAt(node: number): readonly ReadPlan[];
  /** Returns what the conditions of its edges may find, once the node has written its outputs. */
  readsAfter(node: number): readonly ReadPlan[];
  /**
   * Returns what the flow's output may find at the end of a run that ends well.
   *
   * @param certain the nodes that succeed in each such run
   */
  readsAtEnd(certain: readonly number[]): readonly ReadPlan[];
  /** Whether a place, or one above or below it, is set on every path to the start of a node. */
  isSetBefore(node: number, place: PlaceRead): boolean;
  /** Same, after the node has succeeded. */
  isSetAfter(node: number, place: PlaceRead): boolean;
  /**
   * The same about the `??` chain that a reference ends: whether one of its operands is set. Undefined if nothing is known about it,
   * or if one of its operands is always set by itself.
   */
  chainOf(reader: number, use: ReferenceUse): ChainFacts | undefined;
}

export interface ChainFacts {
  isSetBefore(node: number): boolean;
  isSetAfter(node: number): boolean;
}

export interface AssignmentInput {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  /** The part of the graph that runs take. */
  readonly taken: GraphFacts;
  readonly scopes: LoopScopes;
  /** Which nodes may write while a reader waits or runs. */
  readonly beside: Beside;
  readonly ruledOut: RuledOut;
}

export function findAssignment(input: AssignmentInput): Assignment {
  if (readsAnything(input.ast)) return findAll(input);
  let found: Assignment | undefined;
  const all = (): Assignment => (found ??= findAll(input));
  return {
    readsAt: () => [],
    readsAfter: () => [],
    readsAtEnd: () => [],
    isSetBefore: (node, place) => all().isSetBefore(node, place),
    isSetAfter: (node, place) => all().isSetAfter(node, place),
    chainOf: (reader, use) => all().chainOf(reader, use),
  };
}

/** In many flows nodes only pass on what they get. */
function readsAnything({ nodes, output }: FlowAst): boolean {
  return output !== undefined || nodes.some((node) => referenceUses(node).length > 0);
}

function findAll({ ast, facts, taken, scopes, beside, ruledOut }: AssignmentInput): Assignment {
  const tables = createWriteTables(ast, facts);
  const edges = causalEdges(facts, scopes.loops);
  const definite = findDefinitePlaces(tables, taken, { edges, ruledOut });
  const reaching = findReachingWrites(tables, facts, edges);
  const described: (readonly ReadPlan[])[] = [];
  const parents = facts.arrivals.map((groups) => groups.flat().map(({ node }) => node));
  const sources = createSources(tables);
  const stateAt = (node: number): ReadState => {
    const isBeside = (other: number): boolean => beside.mayRunBeside(other, node);
    return { node, always: definite.before[node], reaching: reaching[node], tables, parents, sources, isBeside };
  };
  const assignment: Assignment = {
    readsAt: (node) => {
      const known = described[node];
      if (known !== undefined) return known;
      const read = ast.nodes[node];
      if (read === undefined) return [];
      const state = stateAt(node);
      const uses = referenceUses(read).filter(({ isAfter }) => !isAfter);
      const reads = readsOf(read).map((place) => describeRead(place, state));
      return (described[node] = withCovered(reads, uses, { set: definite.before[node], tables }));
    },
    readsAfter: (node) => {
      const read = ast.nodes[node];
      const before = reaching[node];
      if (read === undefined || before === undefined || read.choices.length === 0) return [];
      const state = { ...stateAt(node), always: definite.after[node], reaching: transfer(before, node, tables) };
      const uses = referenceUses(read).filter(({ isAfter }) => isAfter);
      const reads = conditionReadsOf(read).map((place) => describeRead(place, state));
      return withCovered(reads, uses, { set: definite.after[node], tables });
    },
    readsAtEnd: (certain) => {
      const always = createBitSet(sizeOf(tables));
      for (const node of certain) addFinal(always, node, { tables, definite });
      const { reachable } = taken;
      const reads = outputReadsOf(ast).map((place) => describeFinal(place, { always, reachable, tables, sources }));
      return withCovered(reads, ast.output === undefined ? [] : usesIn(ast.output), { set: always, tables });
    },
    isSetBefore: (node, place) => isSomeSet(definite.before[node], place, tables),
    isSetAfter: (node, place) => isSomeSet(definite.after[node], place, tables),
    chainOf: (reader, { reference, before, isAfter }) => {
      const chain = tables.chains.of(reference);
      const reads = isAfter ? assignment.readsAfter(reader) : assignment.readsAt(reader);
      if (chain === undefined || hasAlwaysSet(before, reads)) return undefined;
      const isSet = (sets: readonly BitSet[], node: number): boolean =>
        hasBit(sets[node] ?? createBitSet(0), chainBit(chain, tables));
      return {
        isSetBefore: (node) => isSet(definite.before, node),
        isSetAfter: (node) => isSet(definite.after, node),
      };
    },
  };
  return assignment;
}

function isSomeSet(set: BitSet | undefined, place: PlaceRead, tables: WriteTables): boolean {
  return set !== undefined && tables.index.meeting(place).some((number) => hasBit(set, bitFor(number, place, tables)));
}

/**
 * The bit that says that a read finds something at the place of a write. Above the path that is read, a whole has to be written: what
 * another part of it is says nothing about the path.
 */
function bitFor(number: number, { path }: PlaceRead, tables: WriteTables): number {
  const isAbove = (tables.writes[number]?.path.length ?? 0) < path.length;
  return isAbove ? number : partBit(number, tables);
}

interface ReadState {
  readonly node: number;
  readonly always: BitSet | undefined;
  readonly reaching: BitSet | undefined;
  readonly tables: WriteTables;
  /** The parents of each node, indexed by node. */
  readonly parents: readonly (readonly number[])[];
  readonly sources: Sources;
  isBeside(node: number): boolean;
}

function describeRead(place: PlaceRead, state: ReadState): ReadPlan {
  const { reaching, tables, isBeside } = state;
  const { scope, path } = place;
  const holds = (number: number): boolean => reaching !== undefined && hasBit(reaching, number);
  const met = tables.index.meeting(place);
  const found = createBitSet(met.length);
  const always = createBitSet(met.length);
  const shortest = shortestBeside(met, state);
  for (const [position, number] of met.entries()) {
    if (!holds(number) && !isWrittenBeside(tables.writes[number], state)) continue;
    addBit(found, position);
    if (isAlwaysSet(number, { place, shortest, state })) addBit(always, position);
  }
  const afterOpenWrite = holds(tables.open) || tables.openNodes.some(isBeside);
  return { scope, path, sources: state.sources.share(met, { found, always }), afterOpenWrite };
}

interface FinalState extends Pick<ReadState, "tables" | "sources"> {
  /** The places that are set in each run that ends well. */
  readonly always: BitSet;
  readonly reachable: readonly boolean[];
}

/**
 * Adds what is surely set when a run ends well in which a node has run. If it failed under `continue`, it has a result, but has not
 * written its outputs, even where nothing follows such a failure.
 */
function addFinal(always: BitSet, node: number, { tables, definite }: Final): void {
  const isWritten = !tables.mayFail(node);
  unite(always, (isWritten ? definite.after : definite.before)[node] ?? createBitSet(0));
  for (const number of isWritten ? [] : (tables.after[node] ?? [])) {
    if (tables.writes[number]?.isResult !== true) continue;
    for (const bit of [number, partBit(number, tables)]) addBit(always, bit);
  }
}

interface Final {
  readonly tables: WriteTables;
  readonly definite: OnEveryPath;
}

/**
 * At the end, any write of any node may be the last one. A place is surely set if a node that surely runs sets it, and no
 * write above it can remove it.
 */
function describeFinal(place: PlaceRead, { always: set, reachable, tables, sources }: FinalState): ReadPlan {
  const { scope, path } = place;
  const met = tables.index.meeting(place);
  const found = createBitSet(met.length);
  const always = createBitSet(met.length);
  const mayRun = (number: number): boolean => reachable[tables.writes[number]?.node ?? -1] === true;
  const lengthOf = (number: number): number => tables.writes[number]?.path.length ?? 0;
  const shortest = met.filter(mayRun).reduce((least, number) => Math.min(least, lengthOf(number)), Infinity);
  for (const [position, number] of met.entries()) {
    if (!mayRun(number)) continue;
    addBit(found, position);
    if (hasBit(set, bitFor(number, place, tables)) && lengthOf(number) <= shortest) addBit(always, position);
  }
  const afterOpenWrite = tables.openNodes.some((node) => reachable[node] === true);
  return { scope, path, sources: sources.share(met, { found, always }), afterOpenWrite };
}

/** Descriptions of the writes that reads find. Each write and each list is described once, and equal sets are shared. */
interface Sources {
  /** @param met the writes that meet the place; the same list for all reads of the place */
  share(met: readonly number[], set: Pick<SourceSet, "found" | "always">): SourceSet;
}

function createSources({ writes, names }: WriteTables): Sources {
  const described = writes.map(({ node, part, path }): SourceWrite => ({ node: names[node] ?? "", part, path }));
  const last = new Map<readonly number[], SourceSet>();
  return {
    share: (met, { found, always }) => {
      const before = last.get(met);
      if (before !== undefined && isSameSet(before.found, found) && isSameSet(before.always, always)) return before;
      const list = before?.writes ?? met.flatMap((number) => described[number] ?? []);
      const set = { writes: list, found, always };
      last.set(met, set);
      return set;
    },
  };
}

/**
 * Whether a write may happen concurrently with the reader. What arrives at a join is in `$joins` before the join runs.
 */
function isWrittenBeside(write: PlaceWrite | undefined, { parents, isBeside }: ReadState): boolean {
  if (write === undefined) return false;
  return isBeside(write.node) || (write.when === "before" && (parents[write.node] ?? []).some(isBeside));
}

interface ReadOfWrite {
  readonly place: PlaceRead;
  readonly state: ReadState;
  /** The length of the shortest path that is written concurrently with the reader. */
  shortest(): number;
}

/** Whether the place of a write is set on every path to a reader, and nothing that runs concurrently with the reader can remove it. */
function isAlwaysSet(number: number, { place, state, shortest }: ReadOfWrite): boolean {
  const { node, always, tables, parents, isBeside } = state;
  const write = tables.writes[number];
  if (write === undefined || always === undefined || !hasBit(always, bitFor(number, place, tables))) return false;
  // The next arrival at a join replaces what has been joined.
  if (write.when === "before") return write.node === node || !(parents[write.node] ?? []).some(isBeside);
  return !tables.isNested || shortest() >= write.path.length;
}

function shortestBeside(met: readonly number[], { tables: { writes }, isBeside }: ReadState): () => number {
  let shortest: number | undefined;
  return () =>
    (shortest ??= met.reduce((least, number) => {
      const write = writes[number];
      return write !== undefined && write.path.length < least && isBeside(write.node) ? write.path.length : least;
    }, Infinity));
}
