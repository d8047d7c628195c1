/**
 * Numbers the strongly connected components of a graph: two vertices have the same number if they lead to each other.
 * Tarjan 1972, without recursion. Takes linear time in the number of edges.
 */
export function components(edges: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> {
  const search: Search = { edges, index: new Map(), low: new Map(), component: new Map(), stack: [], count: 0 };
  for (const root of edges.keys()) if (!search.index.has(root)) visit(search, root);
  return search.component;
}

interface Search {
  readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Order of discovery of each vertex. */
  readonly index: Map<string, number>;
  /** The earliest vertex that each vertex is known to reach. */
  readonly low: Map<string, number>;
  readonly component: Map<string, number>;
  readonly stack: string[];
  count: number;
}

interface Frame {
  readonly vertex: string;
  readonly next: Iterator<string>;
}

function visit(search: Search, root: string): void {
  const frames = [open(search, root)];
  for (let top = frames.at(-1); top !== undefined; top = frames.at(-1)) {
    const step = top.next.next();
    if (step.done === true) {
      frames.pop();
      close(search, top.vertex, frames.at(-1)?.vertex);
    } else if (!search.index.has(step.value)) frames.push(open(search, step.value));
    else if (!search.component.has(step.value)) lower(search, top.vertex, search.index.get(step.value) ?? 0);
  }
}

function open({ edges, index, low, stack }: Search, vertex: string): Frame {
  low.set(vertex, index.size);
  index.set(vertex, index.size);
  stack.push(vertex);
  return { vertex, next: (edges.get(vertex) ?? new Set<string>()).values() };
}

function close(search: Search, vertex: string, parent: string | undefined): void {
  const lowest = search.low.get(vertex) ?? 0;
  if (parent !== undefined) lower(search, parent, lowest);
  if (lowest !== search.index.get(vertex)) return;
  for (let member = search.stack.pop(); member !== undefined; member = search.stack.pop()) {
    search.component.set(member, search.count);
    if (member === vertex) break;
  }
  search.count += 1;
}

function lower({ low }: Search, vertex: string, value: number): void {
  low.set(vertex, Math.min(low.get(vertex) ?? value, value));
}
