/** A fact about the disk that an answer of the host depends on. The answer is valid while the fact is. */
export interface DiskNote {
  /**
   * - `kind`: what is at a path (`kindOf`)
   * - `source`: whether an import finds a file there (`isSourceFile`)
   * - `text`: the content of a file (`textHash`)
   */
  readonly what: "kind" | "source" | "text";
  /** Absolute path. */
  readonly path: string;
  /** What the disk answered, as a string. */
  readonly found: string;
  /** For `text`: the state of the file before it was read (`stampOf`); empty if the state proves nothing. */
  readonly stamp: string;
}

/** A stored answer and the facts that it depends on. */
export interface Kept<T> {
  readonly value: T;
  readonly notes: readonly DiskNote[];
}

/** Records what is read from the disk, so that an answer can be stored with everything that it depends on. */
export interface DiskNotes {
  add(note: DiskNote): void;
  /** Calls `make`. Returns its result with the notes that were added while it ran. */
  gather<T>(make: () => T): Kept<T>;
  /** Returns the value stored under a key, calling `make` if there is none. Its notes are added at every use. */
  keep<T>(store: Map<string, Kept<T>>, key: string, make: () => T): T;
}

/** An empty set of notes. */
export function createDiskNotes(): DiskNotes {
  const open: Map<string, DiskNote>[] = [];
  const add = (note: DiskNote): void => {
    // The first answer counts: if the disk answers differently later, the result is not stored.
    const notes = open.at(-1);
    const key = `${note.what} ${note.path}`;
    if (notes?.has(key) === false) notes.set(key, note);
  };
  const gather = <T>(make: () => T): Kept<T> => {
    const own = new Map<string, DiskNote>();
    open.push(own);
    try {
      return { value: make(), notes: [...own.values()] };
    } finally {
      open.pop();
      for (const note of own.values()) add(note);
    }
  };
  const keep = <T>(store: Map<string, Kept<T>>, key: string, make: () => T): T => {
    const known = store.get(key);
    if (known === undefined) {
      const made = gather(make);
      store.set(key, made);
      return made.value;
    }
    known.notes.forEach(add);
    return known.value;
  };
  return { add, gather, keep };
}
