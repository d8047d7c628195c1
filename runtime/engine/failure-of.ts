/** The name and message of a thrown value, as the context records them (SPEC 8). Never throws. */
export function failureOf(error: unknown): { readonly exception: string; readonly message: string } {
  if (typeof error !== "object" || error === null) {
    return { exception: typeof error, message: tried(() => String(error)) ?? "" };
  }
  const [own, ...inherited] = classesOf(error);
  const name = textAt(error, "name");
  const message = textAt(error, "message");
  // A name that a superclass has set says less than the class of the error itself.
  const isNamed = name && !inherited.includes(name) && (own ?? message) !== undefined;
  return {
    exception: isNamed ? name : (own ?? "object"),
    message: message ?? tried(() => Object.prototype.toString.call(error)) ?? "",
  };
}

/** Whether one of the names is the error's, or that of a class which the error is an instance of (SPEC 7). */
export function isNamedIn(names: readonly string[], error: unknown): boolean {
  const own = [failureOf(error).exception];
  if (typeof error === "object" && error !== null) own.push(textAt(error, "name") ?? "", ...classesOf(error));
  return own.some((name) => names.includes(name));
}

/** Names of the classes of an object, its own first. By name, since an error of another realm has other classes. */
function classesOf(error: object): string[] {
  const names: string[] = [];
  tried(() => {
    for (let at = prototypeOf(error), next; at !== null; at = next) {
      next = prototypeOf(at);
      const name = textAt(at.constructor, "name");
      // The last prototype is the one of all objects.
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

/** What getters and traps of the user's give; undefined where they throw. */
function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
