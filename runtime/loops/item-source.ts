export interface PulledItem {
  readonly value: unknown;
  /** Whether it is known that no other follows. */
  readonly isLast: boolean;
}

/** The list of a loop, item by item. */
export interface ItemSource {
  /** The items, where they are known beforehand. */
  readonly list: readonly unknown[] | undefined;
  /** Whether items have to be waited for. */
  readonly isStream: boolean;
  /** The item that was pulled; undefined where the list has ended. */
  item: PulledItem | undefined;
  /** Moves on to the next item; a promise, where that has to be waited for. */
  pull(): unknown;
  /** Lets go of a list that will not be read to its end. */
  close(): void;
}

/** The source of a loop's list: an array, an iterable or an async iterable; undefined for anything else (SPEC 6). */
export function sourceOf(value: unknown): ItemSource | undefined {
  if (Array.isArray(value)) return listSource(value.slice());
  if (typeof value !== "object" || value === null) return undefined;
  if (Symbol.iterator in value) return iteratorSource((value as Iterable<unknown>)[Symbol.iterator]());
  if (Symbol.asyncIterator in value) return streamSource((value as AsyncIterable<unknown>)[Symbol.asyncIterator]());
  return undefined;
}

function listSource(list: readonly unknown[]): ItemSource {
  let at = 0;
  return {
    list,
    isStream: false,
    item: undefined,
    pull() {
      this.item = at < list.length ? { value: list[at], isLast: at + 1 === list.length } : undefined;
      at += 1;
    },
    close() {
      at = list.length;
    },
  };
}

/** Reads one item ahead, so that the last one is known as it is with an array. */
function iteratorSource(iterator: Iterator<unknown>): ItemSource {
  let ahead: (() => IteratorResult<unknown>) | undefined;
  return {
    list: undefined,
    isStream: false,
    item: undefined,
    pull() {
      const current = (ahead ?? readAhead(iterator))();
      this.item = undefined;
      if (current.done === true) return;
      ahead = readAhead(iterator);
      this.item = { value: current.value, isLast: isOver(ahead) };
    },
    close() {
      try {
        iterator.return?.();
      } catch (error) {
        // As in `for … of`: the error that ended the run counts.
        void error;
      }
    },
  };
}

/** What the iterator gives next; where it throws, so will the answer: the item before it is still to run. */
function readAhead(iterator: Iterator<unknown>): () => IteratorResult<unknown> {
  try {
    const result = iterator.next();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function isOver(ahead: () => IteratorResult<unknown>): boolean {
  try {
    return ahead().done === true;
  } catch (error) {
    // Told when its turn comes.
    void error;
    return false;
  }
}

/** Does not read ahead: an item starts when it is there. */
function streamSource(iterator: AsyncIterator<unknown>): ItemSource {
  return {
    list: undefined,
    isStream: true,
    item: undefined,
    async pull() {
      const result = await iterator.next();
      this.item = result.done === true ? undefined : { value: result.value, isLast: false };
    },
    close() {
      // A generator that waits answers when its wait is over: nobody waits for that, nor hears of its errors.
      void (async () => iterator.return?.())().then(undefined, () => undefined);
    },
  };
}
