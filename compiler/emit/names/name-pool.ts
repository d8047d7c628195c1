import { safeIdentifier } from "./safe-identifier.js";

/** The names that a module binds. Each is given once. */
export interface NamePool {
  /** A name for `wanted` that nothing else has: itself, or with `_`, or with a number. */
  take(wanted: string): string;
}

/** @param taken names that are not to be given: globals that the module uses */
export function createNamePool(taken: Iterable<string>): NamePool {
  const names = new Set(taken);
  return {
    take: (wanted) => {
      const base = safeIdentifier(wanted);
      let name = base;
      for (let number = 1; names.has(name); number++) name = number === 1 ? `${base}_` : `${base}${number}`;
      names.add(name);
      return name;
    },
  };
}
