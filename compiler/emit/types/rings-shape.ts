/** Nodes whose payloads depend on each other, if everything is followed that may arrive at them. */
export interface Rings {
  /** Whether the payloads of two nodes depend on each other. */
  areOne(one: string, other: string): boolean;
  /** How many passes must be distinguished in the ring of a node; undefined if it is in none where something comes back. */
  depthOf(id: string): number | undefined;
}
