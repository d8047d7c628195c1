/** What a loop gets when it asks for the next item. */
export type Pulled =
  | {
      readonly kind: "item";
      readonly item: unknown;
      /** Whether it is known that no other follows. */
      readonly isLast: boolean;
    }
  | { readonly kind: "end" };

/** The list of a loop, item by item. */
export interface ItemSource {
  /** The items, where they are known beforehand. */
  readonly list: readonly unknown[] | undefined;
  /** The next item, or a promise of it. */
  pull(): Pulled | PromiseLike<Pulled>;
  /** Lets go of a list that will not be read to its end. */
  close(): void;
}

/** The source of a loop's list: an array, an iterable or an async iterable; undefined for anything else (SPEC 6). */
export function sourceOf(value: unknown): ItemSource | undefined {
  if (Array.isArray(value)) return listSource(value.slice());
  if (typeof value !== "object" || value === null) return undefined;
  if (isIterable(value)) return iteratorSource(value[Symbol.iterator]());
  if (isAsyncIterable(value)) return streamSource(value[Symbol.asyncIterator]());
  return undefined;
}

function isIterable(value: object): value is Iterable<unknown> {
  return typeof Reflect.get(value, Symbol.iterator) === "function";
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return typeof Reflect.get(value, Symbol.asyncIterator) === "function";
}

function listSource(list: readonly unknown[]): ItemSource {
  let at = 0;
  return {
    list,
    pull() {
      if (at >= list.length) return { kind: "end" };
      const item = list[at];
      at += 1;
      return { kind: "item", item, isLast: at === list.length };
    },
    close() {
      at = list.length;
    },
  };
}

/** Reads one item ahead, so that the last one is known as it is with an array. */
function iteratorSource(iterator: Iterator<unknown>): ItemSource {
  let ahead: IteratorResult<unknown> | undefined;
  return {
    list: undefined,
    pull() {
      const current = ahead ?? iterator.next();
      if (current.done === true) return { kind: "end" };
      ahead = iterator.next();
      return { kind: "item", item: current.value, isLast: ahead.done === true };
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

/** Does not read ahead: an item starts when it is there. */
function streamSource(iterator: AsyncIterator<unknown>): ItemSource {
  return {
    list: undefined,
    async pull() {
      const result = await iterator.next();
      return result.done === true ? { kind: "end" } : { kind: "item", item: result.value, isLast: false };
    },
    close() {
      // A generator that waits answers when its wait is over: nobody waits for that, nor hears of its errors.
      void (async () => iterator.return?.())().then(undefined, () => undefined);
    },
  };
}
