import type { CST } from "yaml";

/** A token of the concrete syntax and its place in the tree. */
export interface TokenPlace {
  readonly token: CST.Token;
  /**
   * The part of its parent that it belongs to: `start` precedes a key, a value or an item, `separator` is between a key
   * and its value, `header` follows the `|` or `>` of a block scalar, and `end` follows a value. The document and the
   * tokens before it are the `stream`, and the tokens after it `trail`.
   */
  readonly role: "stream" | "trail" | "start" | "key" | "separator" | "value" | "header" | "bracket" | "end";
  /** Undefined if the token is not part of the document. */
  readonly parent: CST.Token | undefined;
  /** The entry or item that the token is part of, if its parent is a collection. */
  readonly item: CST.CollectionItem | undefined;
}

/** Finds the tokens of a text by their places. All offsets are those of the text. */
export interface TokenPlaces {
  readonly hasDocument: boolean;
  /** Flow collections without their closing bracket, outer before inner. */
  readonly unclosed: readonly CST.FlowCollection[];
  /** Those of `unclosed` whose last item ends at an offset, where the bracket was expected. */
  unclosedEndingAt(offset: number): readonly CST.FlowCollection[];
  /** The tokens that begin at an offset, parents before their children. */
  at(offset: number): readonly TokenPlace[];
  /** The tokens without children that end just before an offset. */
  endingAt(offset: number): readonly TokenPlace[];
  /** The block scalar that an offset is inside, its header included. */
  blockScalarAround(offset: number): CST.BlockScalar | undefined;
}

/** Indexes the tokens of a text, which come from the parser of the package `yaml`. */
export function placesOf(tokens: readonly CST.Token[]): TokenPlaces {
  const starts = new Map<number, TokenPlace[]>();
  const ends = new Map<number, TokenPlace[]>();
  const blockScalars: CST.BlockScalar[] = [];
  const unclosed: CST.FlowCollection[] = [];
  const add = (places: Map<number, TokenPlace[]>, offset: number, place: TokenPlace): void => {
    const known = places.get(offset);
    if (known) known.push(place);
    else places.set(offset, [place]);
  };
  const visit = (place: TokenPlace): void => {
    const { token } = place;
    add(starts, token.offset, place);
    if (token.type === "block-scalar") blockScalars.push(token);
    else if ("source" in token) add(ends, token.offset + token.source.length, place);
    if (token.type === "flow-collection" && token.end[0]?.source !== closerOf(token)) unclosed.push(token);
    for (const child of childrenOf(token)) visit(child);
  };
  const document = tokens.findIndex(({ type }) => type === "document");
  for (const [index, token] of tokens.entries()) {
    const role = document >= 0 && index > document ? "trail" : "stream";
    visit({ token, role, parent: undefined, item: undefined });
  }
  const contentEnds = unclosed.map((collection) => collection.end[0]?.offset ?? endOf(collection));
  return {
    hasDocument: document >= 0,
    unclosed,
    unclosedEndingAt: (offset) => unclosed.filter((_, index) => contentEnds[index] === offset),
    at: (offset) => starts.get(offset) ?? [],
    endingAt: (offset) => ends.get(offset) ?? [],
    blockScalarAround: (offset) => {
      const last = blockScalars.findLast((scalar) => scalar.offset < offset);
      return last && offset < endOf(last) ? last : undefined;
    },
  };
}

function* childrenOf(parent: CST.Token): Generator<TokenPlace> {
  const all = function* (role: TokenPlace["role"], tokens: readonly CST.Token[] = [], item?: CST.CollectionItem) {
    for (const token of tokens) yield { token, role, parent, item };
  };
  if (parent.type === "document") {
    yield* all("start", parent.start);
    if (parent.value) yield* all("value", [parent.value]);
  }
  if (parent.type === "flow-collection") yield* all("bracket", [parent.start]);
  if (parent.type === "block-scalar") yield* all("header", parent.props);
  if ("items" in parent) {
    for (const item of parent.items) {
      yield* all("start", item.start, item);
      if (item.key) yield* all("key", [item.key], item);
      yield* all("separator", item.sep, item);
      if (item.value) yield* all("value", [item.value], item);
    }
  }
  if (parent.type !== "flow-collection") return void (yield* all("end", "end" in parent ? parent.end : []));
  const [closer, ...rest] = parent.end;
  if (closer) yield* all("bracket", [closer]);
  yield* all("end", rest);
}

function endOf(token: CST.Token): number {
  if (token.type === "block-scalar") {
    const [last = token] = token.props.slice(-1);
    return last.offset + lengthOf(last) + token.source.length;
  }
  const last = [...childrenOf(token)].at(-1);
  return last ? endOf(last.token) : token.offset + lengthOf(token);
}

function lengthOf(token: CST.Token): number {
  return "source" in token ? token.source.length : 0;
}

/** Returns the bracket that closes a flow collection. */
export function closerOf(collection: CST.FlowCollection): "]" | "}" {
  return collection.start.source === "{" ? "}" : "]";
}
