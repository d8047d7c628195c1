import { renameFix } from "../diagnostics/rename-fix.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { EdgeAst, FlowAst, Located, SourceGroupAst } from "../parse/flow-ast.js";
import { isConditional } from "./is-conditional.js";
import {
  type ArrivalGroup,
  type ArrivalParent,
  type GraphEdge,
  indexNodes,
  type ResolvedEdges,
} from "./facts/flow-graph.js";

/**
 * Resolves the names in edges to nodes, and determines what each node waits for (SPEC 2). Reports unknown names, a `&`
 * inside a `|`, duplicate edges, and parents that occur in two edges to the same target.
 */
export function resolveEdges(ast: FlowAst, report: Report): ResolvedEdges {
  const indexOf = indexNodes(ast);
  const edges: GraphEdge[][] = ast.nodes.map(() => []);
  const arrivals: ArrivalGroup[][] = ast.nodes.map(() => []);
  const seen = new Map<string, ArrivalParent>();
  const resolve = ({ value, span }: Located<string>): number | undefined => {
    const index = indexOf.get(value);
    if (index === undefined) {
      const closest = closestNames(value, indexOf.keys());
      const params = { id: value, closest };
      report.add({ code: "edge/unknown-node", params, span, ...renameFix(value, closest, span) });
    }
    return index;
  };
  const collector = { ast, report, edges, arrivals, seen };
  for (const edge of ast.edges) {
    const groups = groupsOf(edge.source, resolve, report);
    for (const target of edge.targets) {
      const to = resolve(target);
      if (to !== undefined) addEdge(collector, groups, { to, edge, target });
    }
  }
  return { edges, arrivals };
}

type Resolve = (name: Located<string>) => number | undefined;
type Parent = Omit<ArrivalParent, "targetSpan">;

/** Returns the groups that the left side of an edge waits for: several for a `&`, a single one for a `|`. */
function groupsOf(source: SourceGroupAst, resolve: Resolve, report: Report): Parent[][] {
  if (source.kind === "all") return source.members.flatMap((member) => groupsOf(member, resolve, report));
  const group = anyOf(source, resolve, report);
  return group.length > 0 ? [group] : [];
}

function anyOf(source: SourceGroupAst, resolve: Resolve, report: Report): Parent[] {
  if (source.kind === "node-name") {
    const node = resolve(source);
    return node === undefined ? [] : [{ node, span: source.span }];
  }
  if (source.kind === "all") report.add({ code: "edge/all-inside-any", params: {}, span: source.span });
  return source.members.flatMap((member) => anyOf(member, resolve, report));
}

interface Collector {
  readonly ast: FlowAst;
  readonly report: Report;
  readonly edges: GraphEdge[][];
  readonly arrivals: ArrivalGroup[][];
  /** The first arrival of each parent at each target. */
  readonly seen: Map<string, ArrivalParent>;
}

interface Target {
  readonly to: number;
  readonly edge: EdgeAst;
  readonly target: Located<string>;
}

/** A target that a group of parents leads to. */
interface Reached {
  readonly to: number;
  readonly group: readonly Parent[];
  /** Whether it has a condition in any of the edges from the parent. */
  readonly isConditional: boolean;
}

function addEdge(collector: Collector, groups: readonly (readonly Parent[])[], { to, target }: Target): void {
  const { ast, edges, arrivals } = collector;
  for (const group of groups) {
    const kept: ArrivalParent[] = [];
    for (const parent of group) {
      // A loop's edge to itself is the reference's way of repeating it.
      if (parent.node === to && ast.nodes[to]?.type.kind === "loop") continue;
      const arrival = { ...parent, targetSpan: target.span };
      if (
        !isFirst(collector, arrival, { to, group, isConditional: isConditional(ast.nodes[parent.node], target.value) })
      )
        continue;
      kept.push(arrival);
      edges[parent.node]?.push({ from: parent.node, to, span: target.span });
    }
    if (kept.length > 0) arrivals[to]?.push(kept);
  }
}

/**
 * Whether this is a parent's first arrival at the target. Reports a second one: as a duplicate if both are edges of a
 * single parent, otherwise as ambiguous.
 */
function isFirst({ ast, report, seen, arrivals }: Collector, arrival: ArrivalParent, target: Reached): boolean {
  const { to, group } = target;
  const key = `${arrival.node}>${to}`;
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, arrival);
    return true;
  }
  const params = { from: ast.nodes[arrival.node]?.id.value ?? "", to: ast.nodes[to]?.id.value ?? "" };
  const related = [{ message: "the first one", span: first.span }];
  const alone = (arrivals[to] ?? []).every((other) => other.length === 1 || !other.includes(first));
  const code = alone && group.length === 1 ? "edge/duplicate" : "join/ambiguous";
  if (code === "join/ambiguous") report.add({ code, params, span: arrival.span, related });
  else {
    const { isConditional } = target;
    // Without conditions, the second one changes nothing.
    const severity = isConditional ? { severity: "error" as const } : {};
    report.add({ code, params: { ...params, isConditional }, span: arrival.span, related, ...severity });
  }
  return false;
}
