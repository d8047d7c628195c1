/** Callables that cannot be found or used. */
export const callableEntries = {};
