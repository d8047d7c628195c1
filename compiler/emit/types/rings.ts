import { bitsOf } from "../../bit-set.js";
import type { ReadPlan } from "../../plan.js";
import { pathKey } from "../../path-key.js";
import type { SourceSet } from "../../source-set.js";
import { collectedFrom } from "./deciders.js";
import { components } from "./components.js";
import type { Rings } from "./rings-shape.js";
import { type EmitScope, isAsked } from "./emit-scope.js";

type RingScope = Pick<EmitScope, "plan" | "nodes" | "gotoSources">;

/** More nested cycles than this are not followed. */
const deepest = 3;

export function findRings(scope: RingScope): Rings {
  const { plan, gotoSources } = scope;
  const returning = plan.nodes.filter(({ id, inputs, backParents }) => {
    return inputs === undefined && (backParents.length > 0 || gotoSources.has(id));
  });
  if (returning.length === 0) return { areOne: () => false, depthOf: () => undefined };
  const edges = dependencies(scope);
  const component = components(edges);
  const sizes = new Map<number, number>();
  for (const ring of component.values()) sizes.set(ring, (sizes.get(ring) ?? 0) + 1);
  const areOne = (one: string, other: string): boolean => {
    const ring = component.get(nodeVertex(one)) ?? -1;
    if (one === other && sizes.get(ring) === 1) return edges.get(nodeVertex(one))?.has(nodeVertex(one)) === true;
    return ring === component.get(nodeVertex(other));
  };
  const cycles = cycleDepths(plan);
  const depths = new Map<number | undefined, number>();
  for (const { id, backParents } of returning) {
    const failures = (gotoSources.get(id) ?? []).filter((from) => areOne(from, id));
    const back = backParents.filter((from) => areOne(from, id));
    if (failures.length + back.length === 0) continue;
    const ring = component.get(nodeVertex(id));
    const depth = Math.max(1, cycles.get(id) ?? 0) + (failures.length > 0 && back.length > 0 ? 1 : 0);
    depths.set(ring, Math.min(deepest, Math.max(depth, depths.get(ring) ?? 0)));
  }
  return { areOne, depthOf: (id) => depths.get(component.get(nodeVertex(id))) };
}

/** For each header: how deeply cycles are nested in its cycle, including itself. */
function cycleDepths({ cycles }: RingScope["plan"]): ReadonlyMap<string, number> {
  const membersOf = new Map(cycles.map(({ header, members }) => [header, members]));
  const depths = new Map<string, number>();
  const depthOf = (header: string): number => {
    const known = depths.get(header);
    if (known !== undefined) return known;
    depths.set(header, 1);
    const inner = (membersOf.get(header) ?? []).filter((id) => id !== header && membersOf.has(id));
    const depth = 1 + Math.max(0, ...inner.map(depthOf));
    depths.set(header, depth);
    return depth;
  };
  for (const { header } of cycles) depthOf(header);
  return depths;
}

const nodeVertex = (id: string): string => pathKey(["node", id]);

/** For each node, the nodes that its payload and its result depend on. Reads that may find the same writes share a vertex. */
function dependencies(scope: RingScope): ReadonlyMap<string, ReadonlySet<string>> {
  const { plan, gotoSources } = scope;
  const edges = new Map<string, Set<string>>();
  const found = new Map<SourceSet, string>();
  const sourcesVertex = ({ sources }: ReadPlan): string => {
    const known = found.get(sources);
    if (known !== undefined) return known;
    const vertex = pathKey(["sources", String(found.size)]);
    found.set(sources, vertex);
    const writers = bitsOf(sources.found).flatMap((position) => sources.writes[position]?.node ?? []);
    edges.set(vertex, new Set(writers.map(nodeVertex)));
    return vertex;
  };
  const collected = new Map(
    plan.nodes.flatMap((node) => (node.kind === "loop" ? [[node.done, collectedFrom(scope, node)] as const] : [])),
  );
  const brought = plan.nodes.filter((node) => node.kind !== "loop" && node.callable.kind === "dynamic");
  for (const { id, inputs, arrival, backParents, reads } of plan.nodes) {
    const parents = [...arrival.flat(), ...backParents, ...(gotoSources.get(id) ?? []), ...(collected.get(id) ?? [])];
    const asked = reads.some((read) => isAsked(scope, read)) ? brought.filter(({ id: other }) => other !== id) : [];
    const nodes = [...(inputs === undefined ? parents : []), ...asked.map((node) => node.id)];
    edges.set(nodeVertex(id), new Set([...nodes.map(nodeVertex), ...reads.map(sourcesVertex)]));
  }
  return edges;
}
