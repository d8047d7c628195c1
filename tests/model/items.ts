export interface Item {
  readonly value: unknown;
  /** Whether the loop knows that no other item follows. For an async iterable, it does not. */
  readonly isLast: boolean;
}

/** An async iterable whose items the model can read. */
export class Stream implements AsyncIterable<unknown> {
  readonly items: readonly unknown[];
  readonly pause: () => Promise<void>;

  constructor(items: readonly unknown[], pause: () => Promise<void>) {
    this.items = items;
    this.pause = pause;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    for (const item of this.items) {
      await this.pause();
      yield item;
    }
  }
}

/** The items of a loop's input (SPEC 6), and the list itself if there is one; undefined if it is not a list. */
export function itemsOf(
  value: unknown,
): { readonly items: Item[]; readonly list: readonly unknown[] | undefined } | undefined {
  if (value instanceof Stream)
    return { items: value.items.map((item) => ({ value: item, isLast: false })), list: undefined };
  if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) return undefined;
  const all = [...(value as Iterable<unknown>)];
  const items = all.map((item, at) => ({ value: item, isLast: at === all.length - 1 }));
  return { items, list: Array.isArray(value) ? all : undefined };
}
