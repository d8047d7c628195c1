/** Returns the name and message of a thrown value, as recorded in the context (SPEC 8). Never throws. */
export function failureOf(error: unknown): { readonly exception: string; readonly message: string } {
  if (typeof error !== "object" || error === null) {
    return { exception: typeof error, message: tried(() => String(error)) ?? "" };
  }
  const [own, ...inherited] = classesOf(error);
  const name = textAt(error, "name");
  const message = textAt(error, "message");
  // A name set by a superclass says less than the name of the error's own class.
  const isNamed = name && !inherited.includes(name) && (own ?? message) !== undefined;
  return {
    exception: isNamed ? name : (own ?? "object"),
    message: message ?? tried(() => Object.prototype.toString.call(error)) ?? "",
  };
}

/** Whether one of the names is that of the error or of a class that it is an instance of (SPEC 7). */
export function isNamedIn(names: readonly string[], error: unknown): boolean {
  const own = [failureOf(error).exception];
  if (typeof error === "object" && error !== null) own.push(textAt(error, "name") ?? "", ...classesOf(error));
  return own.some((name) => names.includes(name));
}

/**
 * Names of an object's classes, its own first. Names are compared, since an error from another realm has other classes.
 */
function classesOf(error: object): string[] {
  const names: string[] = [];
  tried(() => {
    for (let at = prototypeOf(error), next; at !== null; at = next) {
      next = prototypeOf(at);
      const name = textAt(at.constructor, "name");
      // The last prototype is `Object.prototype`, which all objects share.
      if (next !== null && name && !names.includes(name)) names.push(name);
    }
  });
  return names;
}

const prototypeOf = Object.getPrototypeOf as (of: object) => object | null;

function textAt(holder: object, key: string): string | undefined {
  const value = tried(() => Reflect.get(holder, key) as unknown);
  return typeof value === "string" ? value : undefined;
}

/** Returns what `read` returns, or undefined if it throws, as the user's getters and proxies may. */
function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
