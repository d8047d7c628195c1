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

/** An item of an iterator; undefined where the list has ended. */
type Taken = { readonly value: unknown } | undefined;

/** Reads one item ahead, so that the last one is known as it is with an array. */
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

/** The next result of an iterator. If `next()` throws, the error is reported in its turn: the item before it still has to run. */
function take(iterator: Iterator<unknown>, next: () => unknown, state: Reading): Promised {
  try {
    return { taken: takenFrom(next.call(iterator), state) };
  } catch (error) {
    state.isOpen = false;
    return { error };
  }
}

/** Does not read ahead: an item starts when it is there. */
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

/** As in `for … of`, an iterator that has ended or thrown is not closed, and none is closed twice. */
interface Reading {
  isOpen: boolean;
}

/** Reads what `next` gave at once, since an iterator may give one object again and again. */
function takenFrom(result: unknown, state: Reading): Taken {
  if ((typeof result !== "object" && typeof result !== "function") || result === null) {
    throw new TypeError(`Iterator result ${String(result)} is not an object`);
  }
  const given = result as IteratorResult<unknown>;
  if (given.done) state.isOpen = false;
  else return { value: given.value };
  return undefined;
}

/** Nobody waits for the answer, nor hears of its errors: the one that ended the run counts. */
function close(iterator: { readonly return?: () => unknown }, state: Reading): void {
  if (!state.isOpen) return;
  state.isOpen = false;
  void (async () => {
    await iterator.return?.();
  })().catch(() => undefined);
}
