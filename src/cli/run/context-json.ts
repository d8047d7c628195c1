/** A context as JSON, and the values that JSON cannot represent. */
export interface ContextJson {
  /** Indented, without a line break at its end. */
  readonly text: string;
  /** One line for each value that was left out or changed, such as "`handlers.load`: a function". */
  readonly leftOut: readonly string[];
}

/**
 * Writes a context as JSON as far as possible. Leaves out functions, symbols and references to an enclosing object,
 * turns big integers into strings, and calls `toJSON`. Keys whose value is undefined are left out silently, since reading them gives the same.
 */
export function contextJson(context: unknown): ContextJson {
  const leftOut: string[] = [];
  const plain = toPlain(context, { path: "", open: new Set(), leftOut });
  return { text: JSON.stringify(plain ?? null, undefined, 2), leftOut };
}

interface Visit {
  readonly path: string;
  /** The objects that contain this value. */
  readonly open: Set<object>;
  readonly leftOut: string[];
}

function toPlain(value: unknown, visit: Visit): unknown {
  const leave = (what: string): undefined => {
    visit.leftOut.push(`\`${visit.path === "" ? "context" : visit.path}\`: ${what}`);
    return undefined;
  };
  switch (typeof value) {
    case "function":
      return leave("a function");
    case "symbol":
      return leave("a symbol");
    case "bigint":
      leave("a big integer, written as text");
      return String(value);
    case "number":
      if (!Number.isFinite(value)) leave(`${value}, written as null`);
      if (Object.is(value, -0)) leave("-0, written as 0");
      return value;
    case "object":
      return value === null ? null : objectToPlain(value, visit, leave);
    default:
      return value;
  }
}

function objectToPlain(value: object, visit: Visit, leave: (what: string) => undefined): unknown {
  if (visit.open.has(value)) return leave("an object that holds itself");
  if (visit.open.size > 1000) return leave("an object too deep inside others");
  visit.open.add(value);
  try {
    if (value instanceof Date && Number.isNaN(value.getTime())) leave("an invalid date, written as null");
    if ("toJSON" in value && typeof value.toJSON === "function") return toPlain(jsonOf(value), visit);
    if (value instanceof Number || value instanceof String || value instanceof Boolean) {
      return toPlain(value.valueOf(), visit);
    }
    if (Object.getOwnPropertySymbols(value).some((key) => Object.prototype.propertyIsEnumerable.call(value, key))) {
      leave("keys that are symbols, which are left out");
    }
    if (Array.isArray(value)) return listToPlain(value, visit, leave);
    if (value instanceof Error) return errorToPlain(value, visit);
    const lost = lostClass(value);
    if (lost === undefined) return ownToPlain(value, visit);
    leave(`${lost}, which JSON cannot represent`);
    return {};
  } catch (error) {
    return leave(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    visit.open.delete(value);
  }
}

function listToPlain(list: readonly unknown[], visit: Visit, leave: (what: string) => undefined): unknown[] {
  if (list.includes(undefined)) leave("undefined in a list, written as null");
  const keys = Object.keys(list).filter((key) => !/^\d+$/u.test(key));
  if (keys.length > 0) leave(`a list with keys of its own, which are left out: ${keys.join(", ")}`);
  return list.map((item, index) => toPlain(item, inside(visit, `[${index}]`)) ?? null);
}

function errorToPlain(error: Error, visit: Visit): object {
  const hidden = ["cause", "errors"].filter((key) => Object.hasOwn(error, key));
  // A name or a message may be any value, and a key like others.
  const own = new Set(Object.keys(error));
  const others = ["name", "message", ...hidden].filter((key) => !own.has(key));
  return { ...keysToPlain(error, others, visit), ...ownToPlain(error, visit) };
}

/** The class of an object, with its article, if its content is not in its keys: a `Map`, bytes, a class with private fields. */
function lostClass(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  const isLost = ArrayBuffer.isView(value) || tag === "Map" || tag === "Set" || Object.keys(value).length === 0;
  if (!isLost) return undefined;
  const name = tag === "Object" ? classOf(value) : tag;
  // The objects of another realm have a prototype of their own.
  return name === "Object" ? undefined : `${/^[aeio]/iu.test(name) ? "an" : "a"} ${name}`;
}

function classOf({ constructor }: object): string {
  return typeof constructor === "function" ? constructor.name : "object of a class";
}

function ownToPlain(value: object, visit: Visit): Record<string, unknown> {
  return keysToPlain(value, Object.keys(value), visit);
}

function keysToPlain(value: object, keys: readonly string[], visit: Visit): Record<string, unknown> {
  const entries = keys.map((key) => {
    const path = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? key : `[${JSON.stringify(key)}]`;
    return [key, toPlain((value as Record<string, unknown>)[key], inside(visit, path))] as const;
  });
  return Object.fromEntries(entries.filter(([, plain]) => plain !== undefined));
}

function jsonOf(value: { toJSON?: unknown }): unknown {
  const toJSON = value.toJSON as () => unknown;
  return toJSON.call(value);
}

function inside(visit: Visit, key: string): Visit {
  const separator = visit.path === "" || key.startsWith("[") ? "" : ".";
  return { ...visit, path: `${visit.path}${separator}${key}` };
}
