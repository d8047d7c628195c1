/** Functions that write a flow of a shape. `count` is in units of the shape (nodes, layers, operands). */
export const shapes: Readonly<Record<string, (count: number) => string>>;

/** The size of a flow: its nodes, ends of edges, and parts of expressions. */
export function flowSize(text: string): number;

/** The size of a plain chain of 4,000 nodes. */
export const largest: number;

/** Writes a flow of a shape with about this size. */
export function shapeOfSize(shape: string, size: number): string;
