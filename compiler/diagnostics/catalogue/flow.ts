/** Faults of the flow file's keys and values. */
export const flowEntries = {};
