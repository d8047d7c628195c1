import { safeIdentifier } from "./safe-identifier.js";

/** Hands out the names of a module, each of them only once. */
export interface NamePool {
  /** Returns a free name for `wanted`: the name itself, or with `_`, or with a number. */
  take(wanted: string): string;
}

/** @param taken names that must not be used: globals that the module needs */
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
