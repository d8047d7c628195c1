import type { Read } from "./flow.js";
import type { Graph } from "./graph.js";

/** The places in the context that nodes read and write, by number. */
export interface Places {
  result(node: number): number;
  /** What arrived for a join from a parent. */
  joined(node: number, parent: number): number;
  /** Whether it is a place that nodes write with `outputs`. */
  isWritten(place: number): boolean;
  written(node: number): readonly number[];
  /** What a node with context access writes. */
  secret(node: number): number | undefined;
  /** The place of a read; undefined if there is none. */
  of(read: Read): number | undefined;
}

export function createPlaces({ nodes, indexOf }: Graph): Places {
  const size = nodes.length;
  const keys = new Map<string, number>();
  const keyOf = (key: string): number => {
    const known = keys.get(key);
    if (known !== undefined) return known;
    const place = size + keys.size;
    keys.set(key, place);
    return place;
  };
  const written = nodes.map(({ writes }) => writes.map(keyOf));
  const secrets = nodes.map(({ secret }) => (secret === undefined ? undefined : keyOf(secret)));
  const isWritten = new Set(written.flat());
  return {
    result: (node) => node,
    joined: (node, parent) => keyOf(`${node}.${parent}`),
    isWritten: (place) => isWritten.has(place),
    written: (node) => written[node] ?? [],
    secret: (node) => secrets[node],
    of: ({ scope, path: [first = "", second = ""] }) => {
      if (scope === "ctx") return keyOf(first);
      const node = indexOf.get(first);
      const parent = indexOf.get(second);
      if (scope === "payload") return node;
      return node === undefined || parent === undefined ? undefined : keyOf(`${node}.${parent}`);
    },
  };
}
