import type { Json } from "./run-line.js";
import type { Redaction } from "./redaction.js";

/** How much of a value is kept. */
export interface EncodeOptions {
  /** Characters of JSON that are kept. The result can be a fifth longer. */
  readonly limit: number;
  readonly redaction: Redaction;
}

/** Characters that each object and list keeps back for its end. */
const reserved = 30;

/** Values inside of more objects and lists than this are left out. */
const deepest = 24;

/**
 * Plain JSON for any value. Never throws, and calls no getter except `name`, `message`, `stack` and `cause` of errors. What JSON cannot say is `{ "$": kind, … }`:
 *
 * - `undefined`, `hidden` (redacted), `again` (an object inside of itself), `getter`, `unreadable`, `function`
 * - `text` (cut: `text` is its beginning, `length` its length), `cut` (left out), `more` (`count` elements were left out)
 * - `number` (NaN, infinities, -0), `bigint`, `symbol`, `date`, `url`, `regexp`: `text`
 * - `bytes`: `class` and `length`; `map`, `set`: `entries`
 * - `error`: `name`, `message`, `stack`, `cause`, as far as it has them, and `entries`
 * - `object`: `entries`, for instances of a class (`class`) and for objects that have a key `$`
 */
export function encode(value: unknown, path: readonly string[], options: EncodeOptions): Json {
  return new Encoder(options).encode(value, path);
}

class Encoder {
  /** Characters left. */
  #left: number;
  readonly #redaction: Redaction;
  /** The objects around the value. */
  readonly #around = new Set<object>();

  constructor({ limit, redaction }: EncodeOptions) {
    this.#left = limit;
    this.#redaction = redaction;
  }

  encode(value: unknown, path: readonly string[]): Json {
    if (this.#redaction.hides(path)) return this.#tag("hidden");
    if (this.#left <= 0) return { $: "cut" };
    if (typeof value === "object" && value !== null) return this.#object(value, path);
    return this.#primitive(value);
  }

  #primitive(value: unknown): Json {
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        if (this.#redaction.hidesNumber(value)) return this.#tag("hidden");
        this.#left -= 8;
        if (Number.isFinite(value) && !Object.is(value, -0)) return value;
        return { $: "number", text: value === 0 ? "-0" : String(value) };
      case "boolean":
        this.#left -= 4;
        return value;
      case "undefined":
        return this.#tag("undefined");
      case "function":
        return this.#tag("function", { name: this.#text(nameOf(value)) });
      case "bigint":
      case "symbol":
        return this.#tag(typeof value, { text: this.#text(String(value)) });
      default:
        this.#left -= 4;
        return null;
    }
  }

  #tag(kind: string, more: { readonly [key: string]: Json } = {}): Json {
    // Lists and texts in it were counted when they were made.
    for (const key of Object.keys(more)) this.#left -= key.length + 4;
    this.#left -= kind.length + 9;
    return { $: kind, ...more };
  }

  #text(value: string): Json {
    const text = this.#redaction.withoutSecrets(value);
    // Escapes are several characters.
    const size = text.length > this.#left ? Infinity : JSON.stringify(text).length;
    if (size <= this.#left + 2) {
      this.#left -= size + 1;
      return text;
    }
    const beginning = beginningOf(text, Math.max(0, this.#left));
    this.#left = 0;
    return { $: "text", text: beginning, length: text.length };
  }

  #object(value: object, path: readonly string[]): Json {
    if (this.#around.has(value)) return this.#tag("again");
    if (this.#around.size >= deepest) return this.#tag("cut");
    this.#around.add(value);
    // For the brackets, and for what says that the rest was left out.
    this.#left -= reserved;
    try {
      return this.#special(value, path) ?? this.#entries(value, path);
    } catch {
      return this.#tag("unreadable");
    } finally {
      this.#around.delete(value);
    }
  }

  /** Values of JavaScript's own classes. */
  #special(value: object, path: readonly string[]): Json | undefined {
    if (Array.isArray(value))
      return this.#list(value.length, (position) => this.#property(value, String(position), path));
    if (value instanceof Error) return this.#error(value, path);
    if (value instanceof Date)
      return this.#tag("date", { text: this.#text(isNaN(value.getTime()) ? "invalid" : value.toISOString()) });
    if (value instanceof Map) return this.#tag("map", { entries: this.#mapEntries(value, path) });
    if (value instanceof Set) return this.#tag("set", { entries: this.#setEntries(value, path) });
    if (value instanceof RegExp) return this.#tag("regexp", { text: this.#text(String(value)) });
    if (value instanceof URL) return this.#tag("url", { text: this.#text(value.href) });
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return this.#tag("bytes", { class: value.constructor.name, length: value.byteLength });
    }
    return undefined;
  }

  #list(size: number, encodeAt: (position: number) => Json): Json[] {
    const list: Json[] = [];
    while (list.length < size && this.#left > 0) {
      this.#left -= 1;
      list.push(encodeAt(list.length));
    }
    if (list.length < size) list.push({ $: "more", count: size - list.length });
    return list;
  }

  /** Pairs of key and value. A value has the path that it would have in an object. */
  #mapEntries(map: ReadonlyMap<unknown, unknown>, path: readonly string[]): Json[] {
    const entries = Map.prototype.entries.call(map);
    return this.#list(map.size, (position) => {
      const [key, value] = entries.next().value as [unknown, unknown];
      this.#left -= reserved;
      const at = typeof key === "string" || typeof key === "number" ? String(key) : String(position);
      return [this.encode(key, [...path, String(position)]), this.encode(value, [...path, at])];
    });
  }

  #setEntries(set: ReadonlySet<unknown>, path: readonly string[]): Json[] {
    const values = Set.prototype.values.call(set);
    return this.#list(set.size, (position) => this.encode(values.next().value, [...path, String(position)]));
  }

  /** The value of a property, without calling its getter. */
  #property(value: object, key: string, path: readonly string[]): Json {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const isGetter = property !== undefined && !("value" in property);
    return isGetter ? this.#tag("getter") : this.encode(property?.value, [...path, key]);
  }

  /** What can be read of an error, and in `entries` what it has besides, such as `code`, or `errors` of an AggregateError. */
  #error(error: Error, path: readonly string[]): Json {
    const part = (key: keyof Error, encodePart: (value: unknown) => Json): { readonly [key: string]: Json } => {
      try {
        const value = error[key];
        return value === undefined ? {} : { [key]: encodePart(value) };
      } catch {
        return { [key]: this.#tag("unreadable") };
      }
    };
    const text = (value: unknown): Json => this.#text(String(value));
    const parts = {
      ...part("name", text),
      ...part("message", text),
      ...part("stack", text),
      ...part("cause", (cause) => this.encode(cause, [...path, "cause"])),
    };
    const keys = Object.keys(error).filter((key) => !errorParts.has(key));
    if (error instanceof AggregateError && !keys.includes("errors")) keys.push("errors");
    return this.#tag("error", {
      ...parts,
      ...(keys.length > 0 && { entries: this.#properties(error, keys, path) }),
    });
  }

  #entries(value: object, path: readonly string[]): Json {
    const entries = this.#properties(value, Object.keys(value), path);
    const ofClass = className(value);
    if (ofClass === undefined && !entries.some(([key]) => key === "$" || key === "__proto__"))
      return Object.fromEntries(entries);
    return this.#tag("object", { ...(ofClass !== undefined && { class: ofClass }), entries });
  }

  #properties(value: object, keys: readonly string[], path: readonly string[]): [string, Json][] {
    const entries: [string, Json][] = [];
    for (const key of keys) {
      if (key.length > this.#left) break;
      this.#left -= JSON.stringify(key).length + 2;
      entries.push([this.#redaction.withoutSecrets(key), this.#property(value, key, path)]);
    }
    if (entries.length < keys.length) entries.push(["…", { $: "more", count: keys.length - entries.length }]);
    return entries;
  }
}

const errorParts = new Set(["name", "message", "stack", "cause"]);

/** The name of an object's class; undefined for plain objects. */
function className(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const { constructor } = prototype as { readonly constructor?: unknown };
  return typeof constructor === "function" ? nameOf(constructor) : "";
}

function nameOf(called: object): string {
  try {
    const name: unknown = Object.getOwnPropertyDescriptor(called, "name")?.value;
    return typeof name === "string" ? name.slice(0, 200) : "";
  } catch {
    // A proxy.
    return "";
  }
}

/** The longest beginning of a text whose JSON fits in `most` characters, or about half of it. */
function beginningOf(text: string, most: number): string {
  let kept = cutAt(text, most);
  while (JSON.stringify(kept).length > most + 2) kept = cutAt(kept, kept.length >> 1);
  return kept;
}

/** Cuts a text, but not between the halves of a surrogate pair. */
function cutAt(text: string, end: number): string {
  const kept = text.slice(0, end);
  return /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept;
}
