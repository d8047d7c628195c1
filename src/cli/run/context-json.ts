/** A context as JSON, and the values that JSON cannot represent. */
export interface ContextJson {
  /** Indented, without a line break at its end. */
  readonly text: string;
  /** One line for each value that was left out or changed, such as "`handlers.load`: a function". */
  readonly leftOut: readonly string[];
}

/**
 * Writes a context as JSON as far as possible. Leaves out functions, symbols and references to an enclosing object,
 * turns big integers into strings, and calls `toJSON`. Like JSON, it leaves out undefined values silently.
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
    if ("toJSON" in value && typeof value.toJSON === "function") return toPlain(jsonOf(value), visit);
    if (Array.isArray(value)) return value.map((item, index) => toPlain(item, inside(visit, `[${index}]`)) ?? null);
    if (value instanceof Map || value instanceof Set) leave(`a ${value.constructor.name}, which JSON cannot represent`);
    if (value instanceof Error) return { name: value.name, message: value.message, ...ownToPlain(value, visit) };
    return ownToPlain(value, visit);
  } catch (error) {
    return leave(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    visit.open.delete(value);
  }
}

function ownToPlain(value: object, visit: Visit): Record<string, unknown> {
  const entries = Object.keys(value).map((key) => {
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
