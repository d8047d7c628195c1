import type { ElkNode, ElkOptions } from "./elk-json.js";

/**
 * What may lead elkjs 0.12.1 to fail where a line comes into a container from outside, which only flows with errors have. Most of these lines are
 * placed without a fault, so each option is given up only after a failure.
 */
const givenUp: readonly (readonly string[])[] = [
  ["elk.portConstraints"],
  [
    "elk.portConstraints",
    "elk.layered.considerModelOrder.strategy",
    "elk.layered.crossingMinimization.forceNodeModelOrder",
    "elk.layered.crossingMinimization.semiInteractive",
  ],
];

/** The graphs to try in place of one that the layout engine fails on, with ever fewer demands. */
export function looserGraphs(graph: ElkNode): readonly ElkNode[] {
  return [...givenUp.map((names) => without(names, graph)), withoutLines(graph)];
}

function without(names: readonly string[], node: ElkNode): ElkNode {
  const { layoutOptions, children } = node;
  return {
    ...node,
    ...(layoutOptions && { layoutOptions: remaining(layoutOptions, names) }),
    ...(children && { children: children.map((child) => without(names, child)) }),
  };
}

function remaining(options: ElkOptions, names: readonly string[]): ElkOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}

/** The last resort: boxes alone can always be placed. */
function withoutLines(node: ElkNode): ElkNode {
  return {
    ...node,
    ...(node.edges && { edges: [] }),
    ...(node.children && { children: node.children.map(withoutLines) }),
  };
}
