export interface PulledItem {
  readonly value: unknown;
  /** Whether this is known to be the last item. */
  readonly isLast: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The list of a loop, read item by item. */
export interface ItemSource {
  /** All items, if they are known beforehand. */
  readonly list: readonly unknown[] | undefined;
  /** Whether items have to be waited for. */
  readonly isStream: boolean;
  /** The item that was read last; undefined at the end of the list. */
  item: PulledItem | undefined;
  /** Reads the next item. Returns a promise if the item has to be waited for. */
  pull(): unknown;
  /** Closes a list that will not be read to its end. */
  close(): void;
}

/**
 * Returns the source of a loop's list, which may be an array, an iterable or an async iterable; undefined for anything
 * else (SPEC 6).
 */
export function sourceOf(value: unknown): ItemSource | undefined {
  if (Array.isArray(value)) return listSource(value.slice());
  if (typeof value !== "object" || value === null) return undefined;
  if (Symbol.iterator in value) return iteratorSource((value as Iterable<unknown>)[Symbol.iterator]());
  if (Symbol.asyncIterator in value) return streamSource((value as AsyncIterable<unknown>)[Symbol.asyncIterator]());
  return undefined;
}

function listSource(list: readonly unknown[]): ItemSource {
  let at = 0;
  // One object serves for all items: the loop reads each before it pulls the next one.
  const pulled: Mutable<PulledItem> = { value: undefined, isLast: false };
  return {
    list,
    isStream: false,
    item: undefined,
    pull() {
      pulled.value = list[at];
      at += 1;
      pulled.isLast = at === list.length;
      this.item = at <= list.length ? pulled : undefined;
    },
    close() {
      at = list.length;
    },
  };
}

/** An item of an iterator; undefined at the end of the list. */
type Taken = { readonly value: unknown } | undefined;

/** Reads one item ahead, so that it knows the last one, as it does with an array. */
function iteratorSource(iterator: Iterator<unknown>): ItemSource {
  const { next } = iterator;
  const state = { isOpen: true };
  let ahead: Promised | undefined;
  return {
    list: undefined,
    isStream: false,
    item: undefined,
    pull() {
      this.item = undefined;
      const current = ahead ?? take(iterator, next, state);
      if ("error" in current) throw current.error;
      if (current.taken === undefined) return;
      ahead = take(iterator, next, state);
      this.item = { value: current.taken.value, isLast: "taken" in ahead && ahead.taken === undefined };
    },
    close: () => close(iterator, state),
  };
}

type Promised = { readonly taken: Taken } | { readonly error: unknown };

/** Reads the next result of an iterator. If `next()` throws, the error is kept until the item before it has run. */
function take(iterator: Iterator<unknown>, next: () => unknown, state: Reading): Promised {
  try {
    return { taken: takenFrom(next.call(iterator), state) };
  } catch (error) {
    state.isOpen = false;
    return { error };
  }
}

/** Does not read ahead: an item starts as soon as it is there. */
function streamSource(iterator: AsyncIterator<unknown>): ItemSource {
  const { next } = iterator;
  const state = { isOpen: true };
  return {
    list: undefined,
    isStream: true,
    item: undefined,
    async pull() {
      this.item = undefined;
      try {
        const taken = takenFrom(await next.call(iterator), state);
        this.item = taken && { value: taken.value, isLast: false };
      } catch (error) {
        state.isOpen = false;
        throw error;
      }
    },
    close: () => close(iterator, state),
  };
}

/**
 * Whether an iterator may still be closed. As in `for … of`, one that has ended or thrown is not closed, and none is
 * closed twice.
 */
interface Reading {
  isOpen: boolean;
}

/** Reads the result of `next` at once, since an iterator may return the same object again and again. */
function takenFrom(result: unknown, state: Reading): Taken {
  if ((typeof result !== "object" && typeof result !== "function") || result === null) {
    throw new TypeError(`Iterator result ${String(result)} is not an object`);
  }
  const given = result as IteratorResult<unknown>;
  if (given.done) state.isOpen = false;
  else return { value: given.value };
  return undefined;
}

/** Closes an iterator without waiting for it. Errors are ignored: the one that ended the run counts. */
function close(iterator: { readonly return?: () => unknown }, state: Reading): void {
  if (!state.isOpen) return;
  state.isOpen = false;
  void (async () => {
    await iterator.return?.();
  })().catch(() => undefined);
}
