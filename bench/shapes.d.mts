/** Each makes the text of a flow of so many units of its own (nodes, layers, operands). */
export const shapes: Readonly<Record<string, (count: number) => string>>;

/** Nodes, ends of edges, parts of expressions. */
export function flowSize(text: string): number;

/** The size of a plain chain of 4,000 nodes. */
export const largest: number;

/** A flow of a shape that is about so large. */
export function shapeOfSize(shape: string, size: number): string;
