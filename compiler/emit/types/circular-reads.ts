import { pathKey } from "../../path-key.js";
import type { ExpressionPlan, NodePlan, ReadPlan, ReferencePlan, ValuePlan } from "../../plan.js";
import { bitsOf } from "../../bit-set.js";
import { hasSources, listSources, type SourceSet, type SourceWrite } from "../../source-set.js";
import { failureRule } from "../../certain-nodes.js";
import { collectedFrom } from "./deciders.js";
import { components } from "./components.js";
import { type EmitScope, isAsked, readKey, startsWith } from "./emit-scope.js";

type UnknownScope = Omit<
  EmitScope,
  "circular" | "certain" | "entangled" | "isPlain" | "named" | "rings" | "start" | "names"
>;

/**
 * Returns the reads that would make the type of a payload depend on itself, which TypeScript rejects (TS2502). In a
 * cycle or a loop every node may forward its input, so a read of a later result may be a read of the node's own
 * payload. A callable provided by the caller is typed by what it is called with, which may include the callable.
 * Members of objects are tracked separately, so only the member that a path leads to counts. Such a read gets the type
 * that its reader takes.
 */
export function findCircularReads(scope: UnknownScope): ReadonlySet<string> {
  const { plan } = scope;
  const callables = foundCallables(scope);
  const canTurn = plan.cycles.length > 0 || callables.length > 0 || plan.nodes.some((node) => node.kind === "loop");
  if (!canTurn || plan.nodes.every(({ reads }) => reads.length === 0)) return new Set();
  const graph = createGraph(callables);
  for (const node of plan.nodes) addNode(graph, scope, node);
  for (const access of graph.accesses) addAccess(graph, access);
  const component = components(graph.edges);
  const circular = graph.reads.filter(({ from, to }) => component.get(from) === component.get(to));
  return new Set(circular.map(({ key }) => key));
}

/**
 * A vertex represents a type: that of a node's payload, of its result, or of a member of its payload. Every type has
 * its own key.
 */
const payloadVertex = (id: string): string => pathKey(["payload", id]);
const resultVertex = (id: string): string => pathKey(["result", id]);
const memberVertex = (id: string, member: string): string => pathKey(["member", id, member]);

interface TypeGraph {
  readonly edges: Map<string, Set<string>>;
  readonly reads: { readonly from: string; readonly to: string; readonly key: string }[];
  /** Paths from a vertex into a member of another vertex's type. */
  readonly accesses: Access[];
  /** Vertices of members. Keyed by the member's name, then by the vertex of the payload that contains it. */
  readonly members: Map<string, Map<string, string>>;
  /** Callables that the caller provides. */
  readonly callables: readonly FoundCallable[];
  /** The vertex of everything that a read may find, keyed by its list of writes. */
  readonly found: Map<SourceSet, string>;
}

interface FoundCallable {
  /** The node that uses it as its callable. */
  readonly id: string;
  readonly path: ReadPlan["path"];
}

interface Access {
  readonly from: string;
  readonly into: string;
  readonly path: readonly string[];
  /** The read that the access belongs to. */
  readonly key: string | undefined;
}

function createGraph(callables: readonly FoundCallable[]): TypeGraph {
  return { edges: new Map(), reads: [], accesses: [], members: new Map(), callables, found: new Map() };
}

function foundCallables(scope: UnknownScope): FoundCallable[] {
  return scope.plan.nodes.flatMap((node) => {
    if (node.kind === "loop" || node.callable.kind !== "dynamic") return [];
    const reads = referencesOf(node.callable.expression).map((ref) => scope.readOf(node, ref));
    return reads.flatMap((read) => (read && isAsked(scope, read) ? [{ id: node.id, path: read.path }] : []));
  });
}

function referencesOf(value: ExpressionPlan): readonly ReferencePlan[] {
  if (value.kind === "reference") return [value];
  return value.kind === "coalesce" ? value.operands.filter((operand) => operand.kind === "reference") : [];
}

function addEdge({ edges }: TypeGraph, from: string, to: string): void {
  const targets = edges.get(from) ?? new Set();
  edges.set(from, targets.add(to));
}

function addMember(graph: TypeGraph, id: string, member: string): string {
  const owners = graph.members.get(member) ?? new Map<string, string>();
  const vertex = memberVertex(id, member);
  graph.members.set(member, owners.set(payloadVertex(id), vertex));
  return vertex;
}

function addNode(graph: TypeGraph, scope: UnknownScope, node: NodePlan): void {
  const { id } = node;
  if (node.kind !== "router" || failureRule(scope.plan, node) === "continue")
    addEdge(graph, resultVertex(id), payloadVertex(id));
  if (node.kind !== "loop" && node.callable.kind === "dynamic") {
    addValue({ graph, scope, node, from: resultVertex(id) }, node.callable.expression);
  }
  if (node.inputs !== undefined) addValue({ graph, scope, node, from: payloadVertex(id) }, node.inputs);
  else if (node.arrival.length === 1) for (const from of node.arrival[0] ?? []) addArrival(graph, scope, { from, id });
  else {
    for (const from of node.arrival.flat()) addSent(graph, scope, { vertex: addMember(graph, id, from), from, id });
  }
}

function addArrival(
  graph: TypeGraph,
  scope: UnknownScope,
  { from, id }: { readonly from: string; readonly id: string },
): void {
  addSent(graph, scope, { vertex: payloadVertex(id), from, id });
}

interface Sending {
  readonly vertex: string;
  readonly from: string;
  readonly id: string;
}

function addSent(graph: TypeGraph, scope: UnknownScope, { vertex, from, id }: Sending): void {
  const parent = scope.nodes.get(from);
  if (parent === undefined) return;
  if (parent.kind === "function") {
    addEdge(graph, vertex, resultVertex(from));
    graph.accesses.push({ from: vertex, into: resultVertex(from), path: [id], key: undefined });
  } else if (parent.kind === "router") addEdge(graph, vertex, payloadVertex(from));
  else if (id !== parent.body) {
    for (const source of collectedFrom(scope, parent)) addEdge(graph, vertex, resultVertex(source));
  } else {
    const item = parent.enumerate ? addMember(graph, id, "item") : vertex;
    addEdge(graph, item, payloadVertex(from));
    const { itemsKey } = parent;
    if (itemsKey !== undefined)
      graph.accesses.push({ from: item, into: payloadVertex(from), path: [itemsKey], key: undefined });
  }
}

interface ValueWalk {
  readonly graph: TypeGraph;
  readonly scope: UnknownScope;
  readonly node: NodePlan;
  /** The vertex whose type contains the value. */
  readonly from: string;
}

function addValue(walk: ValueWalk, value: ValuePlan): void {
  switch (value.kind) {
    case "list":
      for (const item of value.items) addValue(walk, item);
      return;
    case "object":
      for (const { key, value: entry } of value.entries) {
        const from = addMember(walk.graph, walk.node.id, String(key.value));
        addValue({ ...walk, from }, entry);
      }
      return;
    case "reference":
    case "coalesce":
      for (const reference of referencesOf(value)) addReference(walk, reference);
      return;
    case "literal":
    case "condition":
    case "template":
    // A condition gives a boolean and a template a string, whichever types their parts have.
  }
}

function addReference({ graph, scope, node, from }: ValueWalk, ref: ReferencePlan): void {
  const read = scope.readOf(node, ref);
  if (read === undefined) return;
  const key = readKey(node.id, read);
  const found = addSources(graph, read);
  if (hasSources(read.sources)) {
    addEdge(graph, from, found);
    graph.reads.push({ from, to: found, key });
  }
  for (const position of bitsOf(read.sources.found)) {
    const source = read.sources.writes[position];
    const path = source === undefined ? [] : pathBelow(read, source);
    if (source === undefined || path.length === 0) continue;
    graph.accesses.push({ from, into: sourceVertex(read, source), path, key });
  }
  if (!isAsked(scope, read)) return;
  for (const { id, path } of graph.callables) {
    if (!startsWith(read.path, path)) continue;
    addEdge(graph, from, payloadVertex(id));
    graph.reads.push({ from, to: payloadVertex(id), key });
  }
}

/** Returns the vertex of everything that a read may find. Reads of the same writes share it. */
function addSources(graph: TypeGraph, read: ReadPlan): string {
  const known = graph.found.get(read.sources);
  if (known !== undefined) return known;
  const vertex = pathKey(["sources", String(graph.found.size)]);
  graph.found.set(read.sources, vertex);
  for (const source of listSources(read.sources)) addEdge(graph, vertex, sourceVertex(read, source));
  return vertex;
}

function sourceVertex({ scope }: ReadPlan, { node, path }: SourceWrite): string {
  return scope === "joins" && path.length === 1 ? payloadVertex(node) : resultVertex(node);
}

/** The keys that a read looks up in what a source wrote. */
function pathBelow({ path }: ReadPlan, source: SourceWrite): string[] {
  const below = path.slice(source.path.length).map(String);
  return source.part === undefined ? below : [String(source.part), ...below];
}

/**
 * Adds edges for a path into a type: key by key, it leads to the members of that name in every payload that the type
 * may be.
 */
function addAccess(graph: TypeGraph, { from, into, path, key }: Access): void {
  let reached = new Set([into]);
  for (const member of path) {
    const owners = graph.members.get(member);
    if (owners === undefined) return;
    const found = new Set<string>();
    for (const vertex of reached) {
      const own = owners.get(vertex);
      if (own !== undefined) found.add(own);
      for (const next of graph.edges.get(vertex) ?? []) reached.add(next);
    }
    for (const to of found) {
      addEdge(graph, from, to);
      if (key !== undefined) graph.reads.push({ from, to, key });
    }
    reached = found;
  }
}
