/** A directed graph with the vertices 0 … n-1, as lists of successors. */
export type Adjacency = readonly (readonly number[])[];

export interface DominatorTree {
  /** Immediate dominators; -1 for the root and for nodes that it does not reach. */
  readonly parent: readonly number[];
  /** The nodes that the root reaches, in reverse postorder. */
  readonly order: readonly number[];
  /** Whether every path from the root to `node` passes through `by`. True for a node itself. */
  dominates(by: number, node: number): boolean;
}

/**
 * Finds dominators with the iterative algorithm of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm",
 * 2001). Numbers the tree by intervals, so that each question takes O(1).
 */
export function findDominators(successors: Adjacency, root: number): DominatorTree {
  const order = reversePostorder(successors, root);
  const rank = new Array<number>(successors.length).fill(-1);
  for (const [index, node] of order.entries()) rank[node] = index;
  const parent = immediateDominators({ order, rank, predecessors: invert(successors) });
  const { enter, leave } = numberTree(parent, order);
  return {
    parent,
    order,
    dominates: (by, node) => {
      const at = enter[node] ?? -1;
      const first = enter[by] ?? -1;
      return at >= 0 && first >= 0 && first <= at && at <= (leave[by] ?? -1);
    },
  };
}

export function invert(successors: Adjacency): number[][] {
  const predecessors: number[][] = successors.map(() => []);
  for (const [from, targets] of successors.entries()) for (const to of targets) predecessors[to]?.push(from);
  return predecessors;
}

/** Depth-first search without recursion, since a flow may be a chain of 10,000 nodes. */
export function reversePostorder(successors: Adjacency, root: number): number[] {
  const seen = new Set([root]);
  const stack: { node: number; next: number }[] = [{ node: root, next: 0 }];
  const postorder: number[] = [];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const target = successors[top.node]?.[top.next++];
    if (target === undefined) {
      postorder.push(top.node);
      stack.pop();
    } else if (!seen.has(target)) {
      seen.add(target);
      stack.push({ node: target, next: 0 });
    }
  }
  return postorder.reverse();
}

interface Ordered {
  readonly order: readonly number[];
  readonly rank: readonly number[];
  readonly predecessors: Adjacency;
}

function immediateDominators({ order, rank, predecessors }: Ordered): number[] {
  const [root = 0] = order;
  const parent = new Array<number>(rank.length).fill(-1);
  const rankOf = (node: number): number => rank[node] ?? -1;
  parent[root] = root;
  for (let changed = true; changed;) {
    changed = false;
    for (const node of order.slice(1)) {
      let best = -1;
      for (const from of predecessors[node] ?? []) {
        if ((parent[from] ?? -1) < 0) continue;
        best = best < 0 ? from : meet(best, from, { parent, rankOf });
      }
      if (parent[node] !== best) {
        parent[node] = best;
        changed = true;
      }
    }
  }
  parent[root] = -1;
  return parent;
}

interface Tree {
  readonly parent: readonly number[];
  rankOf(node: number): number;
}

function meet(one: number, other: number, { parent, rankOf }: Tree): number {
  let left = one;
  let right = other;
  while (left !== right) {
    while (rankOf(left) > rankOf(right)) left = parent[left] ?? -1;
    while (rankOf(right) > rankOf(left)) right = parent[right] ?? -1;
  }
  return left;
}

/** The interval of preorder numbers of each subtree. */
function numberTree(parent: readonly number[], order: readonly number[]): { enter: number[]; leave: number[] } {
  const size = new Array<number>(parent.length).fill(1);
  for (const node of [...order].reverse()) {
    const up = parent[node] ?? -1;
    if (up >= 0) size[up] = (size[up] ?? 0) + (size[node] ?? 0);
  }
  const enter = new Array<number>(parent.length).fill(-1);
  const leave = new Array<number>(parent.length).fill(-1);
  const free = new Array<number>(parent.length).fill(0);
  let next = 0;
  // In reverse postorder, a dominator comes before the nodes that it dominates, so parents are numbered first.
  for (const node of order) {
    const up = parent[node] ?? -1;
    const at = up < 0 ? next : (free[up] ?? 0);
    const width = size[node] ?? 1;
    enter[node] = at;
    leave[node] = at + width - 1;
    free[node] = at + 1;
    if (up < 0) next = at + width;
    else free[up] = at + width;
  }
  return { enter, leave };
}
