/** Faults of the graph. */
export const graphEntries = {};
