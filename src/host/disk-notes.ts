/** Something that an answer of the host rests on: it holds as long as the disk says the same again. */
export interface DiskNote {
  /**
   * - `kind`: what is at a path (`kindOf`)
   * - `source`: whether an import finds a file there (`isSourceFile`)
   * - `text`: what a file holds (`textHash`)
   */
  readonly what: "kind" | "source" | "text";
  /** Absolute. */
  readonly path: string;
  /** The answer, as a text. */
  readonly found: string;
  /** For a text: the state of the file before it was read (`stampOf`); empty where that proves nothing. */
  readonly stamp: string;
}

/** An answer that is kept, and what it rests on. */
export interface Kept<T> {
  readonly value: T;
  readonly notes: readonly DiskNote[];
}

/** Notes what is asked of the disk, so that an answer can be kept with all that it rests on. */
export interface DiskNotes {
  add(note: DiskNote): void;
  /** What `make` gives, and what was noted while it ran. */
  gather<T>(make: () => T): Kept<T>;
  /** The value that is kept under a key, made where there is none. What it rests on counts at every use. */
  keep<T>(store: Map<string, Kept<T>>, key: string, make: () => T): T;
}

/** A book of notes that is empty. */
export function createDiskNotes(): DiskNotes {
  const open: Map<string, DiskNote>[] = [];
  const add = (note: DiskNote): void => {
    // The first answer counts: if the disk says something else later, what was made of it is not kept.
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
