import { safeIdentifier } from "./safe-identifier.js";

/** Hands out the names of a module, each of them only once. */
export interface NamePool {
  /** Returns a free name for `wanted`: the name itself, or with `_`, or with a number. */
  take(wanted: string): string;
}

/** @param taken names that must not be used, such as globals that the module needs */
export function createNamePool(taken: Iterable<string>, further: readonly string[] = []): NamePool {
  const names = new Set(taken);
  for (const name of further) names.add(name);
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
