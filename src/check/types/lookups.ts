import path from "node:path";

/** An import: a specifier in a file, which is resolved by the rules of ES modules or of CommonJS. */
export interface Import {
  /** Absolute path. */
  readonly containing: string;
  readonly specifier: string;
  readonly mode: number | undefined;
}

/** The paths at which TypeScript looked for a file and found none, by the file whose import it resolved. */
export interface Lookups {
  add(missing: string): void;
  /** Calls `resolve`: what is added meanwhile belongs to the import. */
  during<T>(of: Import, resolve: () => T): T;
  /** The missing paths for all imports in files, and those that belong to no import. */
  missing(files: readonly string[]): readonly string[];
}

export function createLookups(): Lookups {
  const common = new Set<string>();
  let current = common;
  // TypeScript resolves a specifier once for all files of a folder.
  const resolved = new Map<string, Set<string>>();
  const imports = new Map<string, Set<Set<string>>>();
  return {
    add: (missing) => current.add(missing),
    during: ({ containing, specifier, mode }, resolve) => {
      const key = `${path.dirname(containing)}\0${specifier}\0${mode}`;
      const missing = resolved.get(key) ?? new Set<string>();
      resolved.set(key, missing);
      const ofFile = imports.get(containing) ?? new Set<Set<string>>();
      imports.set(containing, ofFile.add(missing));
      const outer = current;
      current = missing;
      try {
        return resolve();
      } finally {
        current = outer;
      }
    },
    missing: (files) => [
      ...new Set([...common, ...files.flatMap((file) => [...(imports.get(file) ?? [])].flatMap((set) => [...set]))]),
    ],
  };
}
