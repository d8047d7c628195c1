import type { CycleSpec, FlowSpec, NodeSpec, PolicySpec } from "@flowc/runtime";
import type { Frame } from "./model.js";

/** What the table of a flow says about its graph, looked up again each time. */
export interface Graph {
  nodeOf(id: string): NodeSpec;
  policyOf(node: NodeSpec): PolicySpec;
  /** The iterations and passes around a node that also contain `target`. */
  kept(frames: readonly Frame[], target: string): readonly Frame[];
  /** Whether an edge (or goto) closes a cycle. */
  isBack(source: string, target: string): boolean;
  /** Whether every start of the node begins a pass of a cycle. */
  isHeader(id: string): boolean;
}

export function graphOf(spec: FlowSpec): Graph {
  const byId = new Map(spec.nodes.map((node) => [node.id, node]));
  const cycles = (spec.cycles ?? []).map(({ header }) => {
    const members = membersOf(header, spec.cycles ?? []);
    /** Including the bodies of the loops in it. */
    const extent = new Set([...members, ...[...members].flatMap((id) => bodyOf(nodeOf(id)))]);
    return { header, members, extent };
  });

  return {
    nodeOf,
    policyOf,
    kept,
    isBack: (source, target) => cycles.some(({ header, members }) => header === target && members.has(source)),
    isHeader: (id) => cycles.some(({ header }) => header === id),
  };

  function nodeOf(id: string): NodeSpec {
    const node = byId.get(id);
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  function policyOf(node: NodeSpec): PolicySpec {
    return { ...spec.policy, ...node.policy };
  }

  /** Everything that the body route leads to. */
  function bodyOf(loop: NodeSpec): string[] {
    if (loop.kind !== "loop") return [];
    const found = new Set([loop.body]);
    for (const id of found) {
      const node = nodeOf(id);
      const { onError } = policyOf(node);
      const goto = typeof onError === "object" ? [onError.goto] : [];
      const next = node.kind === "loop" ? [node.body, ...(node.done === undefined ? [] : [node.done])] : node.next;
      for (const target of [...(next ?? []), ...goto]) if (target !== loop.id) found.add(target);
    }
    return [...found];
  }

  function kept(frames: readonly Frame[], target: string): readonly Frame[] {
    const left = frames.findIndex(({ kind, owner }) => {
      const cycle = cycles.find(({ header }) => header === owner);
      return kind === "pass" && (owner === target || cycle?.extent.has(target) !== true);
    });
    return left < 0 ? frames : frames.slice(0, left);
  }
}

/** All nodes of a cycle, including those of its inner cycles, which may only be given by their headers. */
export function membersOf(header: string, cycles: readonly CycleSpec[]): ReadonlySet<string> {
  const members = new Set([header]);
  // What is added on the way is gone through too.
  for (const id of members) {
    for (const cycle of cycles) if (cycle.header === id) for (const member of cycle.members) members.add(member);
  }
  return members;
}
