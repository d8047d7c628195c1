import type { FlowAst } from "../../parse/flow-ast.js";
import { pathKey } from "../../path-key.js";
import type { Activations } from "./activations.js";
import { addBit, type BitSet, createBitSet, hasBit, subtract, unite } from "../../bit-set.js";
import { isEntered } from "./finished-before.js";
import type { GraphFacts } from "./graph-facts.js";
import type { LoopScope, LoopScopes } from "./loop-scopes.js";
import { createPlaceIndex, type PlaceIndex } from "./place-index.js";
import { conditionReadsOf, overlaps, type PlaceRead, readsOf } from "./places.js";

/** An output of a node that writes below `$ctx`. */
export interface ContextWrite {
  readonly node: number;
  /** Position in the node's outputs. */
  readonly output: number;
  readonly path: readonly (string | number)[];
}

/**
 * Which writes are overwritten on every path before anything reads them or the run ends (a backward analysis of live
 * variables).
 */
export interface Liveness {
  readonly dead: readonly DeadWrite[];
}

export interface DeadWrite {
  readonly write: ContextWrite;
  /** A write that overwrites it. */
  readonly by: ContextWrite;
}

export interface LivenessInput {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly activations: Activations;
}

export function findLiveness(input: LivenessInput): Liveness {
  const { ast, facts } = input;
  const writes = contextWrites(ast);
  if (!isAnyCovered(writes)) return { dead: [] };
  const tables = createTables(ast, writes);
  const liveIn = ast.nodes.map(() => createBitSet(writes.length));
  const liveOut = ast.nodes.map(() => createBitSet(writes.length));
  const next = nextNodes(input);
  for (let changed = true; changed;) {
    changed = false;
    for (const node of [...facts.order].reverse()) {
      const out = liveOut[node];
      const into = liveIn[node];
      if (out === undefined || into === undefined) continue;
      if (next[node]?.mayEnd === true) unite(out, tables.all);
      const asked = tables.asked[node];
      if (asked !== undefined) unite(out, asked);
      for (const to of next[node]?.nodes ?? []) {
        const after = liveIn[to];
        if (after !== undefined) unite(out, after);
      }
      if (unite(into, liveBefore(node, out, tables))) changed = true;
    }
  }
  return { dead: writes.flatMap((write, number) => deadWrite({ write, number, writes, liveOut, tables }) ?? []) };
}

/** Whether any write is to the place of another one, or above it. No other write can be dead. */
function isAnyCovered(writes: readonly ContextWrite[]): boolean {
  const places = new Set(writes.map(({ path }) => pathKey(path)));
  if (places.size < writes.length) return true;
  return writes.some(({ path }) => path.some((_, length) => places.has(pathKey(path.slice(0, length)))));
}

function contextWrites(ast: FlowAst): ContextWrite[] {
  return ast.nodes.flatMap(({ outputs }, node) =>
    outputs.flatMap(({ target }, output) =>
      target.scope === "ctx" ? [{ node, output, path: target.path.map(({ value }) => value) }] : [],
    ),
  );
}

interface Tables {
  readonly all: BitSet;
  /** The writes that each node's reads may find; all of them if the node has context access. */
  readonly reads: readonly BitSet[];
  /** The writes that the conditions of each node's edges may find. */
  readonly asked: readonly (BitSet | undefined)[];
  /** The writes that each node overwrites. */
  readonly kills: readonly BitSet[];
  readonly byNode: readonly (readonly number[])[];
}

function createTables(ast: FlowAst, writes: readonly ContextWrite[]): Tables {
  const all = createBitSet(writes.length).fill(0xffffffff);
  const below = new Map<string, BitSet>();
  for (const { path } of writes) below.set(pathKey(path), createBitSet(writes.length));
  for (const [number, { path }] of writes.entries()) {
    for (let length = 1; length <= path.length; length++) {
      const set = below.get(pathKey(path.slice(0, length)));
      if (set !== undefined) addBit(set, number);
    }
  }
  const byNode: number[][] = ast.nodes.map(() => []);
  const kills = ast.nodes.map(() => createBitSet(writes.length));
  for (const [number, { node, path }] of writes.entries()) {
    byNode[node]?.push(number);
    const kill = kills[node];
    const replaced = below.get(pathKey(path));
    if (kill !== undefined && replaced !== undefined && writesAlways(ast, node)) unite(kill, replaced);
  }
  const index = createPlaceIndex(writes.map(({ path }) => ({ scope: "ctx", path })));
  const reads = ast.nodes.map((node) => {
    if (node.contextAccess || node.type.kind === "given-class") return all;
    const set = createBitSet(writes.length);
    for (const read of readsOf(node)) markRead(read, index, set);
    return set;
  });
  const asked = ast.nodes.map((node) => {
    if (node.choices.length === 0) return undefined;
    const set = createBitSet(writes.length);
    for (const read of conditionReadsOf(node)) markRead(read, index, set);
    return set;
  });
  return { all, reads, asked, kills, byNode };
}

function markRead({ scope, path }: PlaceRead, index: PlaceIndex, set: BitSet): void {
  if (scope !== "ctx") return;
  for (const number of index.meeting({ scope, path })) addBit(set, number);
}

function writesAlways(ast: FlowAst, node: number): boolean {
  const onError = ast.nodes[node]?.policy?.plan.onError ?? ast.policy?.plan.onError;
  return onError === undefined || onError === "stop";
}

function liveBefore(node: number, out: BitSet, { reads, kills }: Tables): BitSet {
  const state = out.slice();
  const kill = kills[node];
  const read = reads[node];
  if (kill !== undefined) subtract(state, kill);
  if (read !== undefined) unite(state, read);
  return state;
}

interface Next {
  readonly nodes: readonly number[];
  /** Whether the branch can end after the node, so that the result of the run shows what was written. */
  readonly mayEnd: boolean;
}

/**
 * What can run after each node: its successors and, at the end of a loop's body, the next item and what follows the
 * loop.
 */
function nextNodes({ ast, facts, scopes, activations }: LivenessInput): Next[] {
  const { graph } = facts;
  const uneven = graph.nodes.map((_, to) => new Set(activations.groupsOf(to)).size > 1);
  const mayWait = (from: number, to: number): boolean => {
    return uneven[to] === true && (facts.arrivals[to] ?? []).length > 1 && !facts.isBack(from, to);
  };
  // A body that other paths lead into can also end outside of the loop.
  const entered = new Set(scopes.loops.filter((loop) => isEntered(loop, facts)));
  // After the loop there is nothing, or a join that may wait forever.
  const endsWith = ({ node, done }: LoopScope): boolean => done === undefined || mayWait(node, done);
  return graph.successors.map((successors, node) => {
    const type = ast.nodes[node]?.type.kind;
    const isChosen = type === "router" || (ast.nodes[node]?.choices ?? []).length > 0;
    const loop = scopes.innermost[node];
    // After a success, the goto is not taken.
    const isEnd = (graph.edges[node] ?? []).length === 0 || isChosen || successors.some((to) => mayWait(node, to));
    const own = type === "loop" ? scopes.byNode.get(node) : undefined;
    const ended = own !== undefined ? endsWith(own) : isEnd;
    if (!ended) return { nodes: successors, mayEnd: false };
    if (loop === undefined || entered.has(loop)) return { nodes: successors, mayEnd: true };
    const around = loop.done === undefined ? [] : [loop.done];
    return { nodes: [...successors, loop.body, ...around], mayEnd: endsWith(loop) };
  });
}

interface DeadCheck {
  readonly write: ContextWrite;
  readonly number: number;
  readonly writes: readonly ContextWrite[];
  readonly liveOut: readonly BitSet[];
  readonly tables: Tables;
}

function deadWrite({ write, number, writes, liveOut, tables }: DeadCheck): DeadWrite | undefined {
  const out = liveOut[write.node];
  // A later output of the same node overwrites it at once.
  const own = (tables.byNode[write.node] ?? []).filter((other) => other > number).map((other) => writes[other]);
  const later = own.find((other) => other !== undefined && covers(other, write));
  if (later !== undefined) return { write, by: later };
  if (out === undefined || hasBit(out, number)) return undefined;
  const by = writes.find((other) => other.node !== write.node && covers(other, write));
  return by === undefined ? undefined : { write, by };
}

function covers(by: ContextWrite, write: ContextWrite): boolean {
  return by.path.length <= write.path.length && overlaps(by.path, write.path);
}
