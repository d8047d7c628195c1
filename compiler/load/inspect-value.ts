/** A member of an object or list that a program passed. */
export interface Member {
  readonly name: string;
  readonly value: unknown;
  /** Why it cannot be read as data, if it cannot. */
  readonly fault?: string;
}

/**
 * Classifies an object: a list, a plain object (of any realm), or words for anything else ("an instance of Date").
 * Never throws, even for a hostile proxy.
 */
export function kindOf(value: object): "list" | "object" | { readonly other: string } {
  try {
    if (Array.isArray(value)) return "list";
    const prototype: unknown = Object.getPrototypeOf(value);
    if (typeof prototype !== "object" || prototype === null) return "object";
    if (Object.getPrototypeOf(prototype) === null) return "object";
    const { constructor } = prototype;
    return { other: `an instance of ${(typeof constructor === "function" && constructor.name) || "a class"}` };
  } catch {
    return { other: "an object that cannot be read" };
  }
}

/** Returns the own enumerable members that are not undefined; for a list, the value at every position. Never throws. */
export function membersOf(owner: object, isList: boolean): Iterable<Member> {
  try {
    if (isList) return positionsOf(owner);
    const symbols = Object.getOwnPropertySymbols(owner).filter((key) =>
      Object.prototype.propertyIsEnumerable.call(owner, key),
    );
    const hidden = symbols.map((key) => ({
      name: String(key),
      value: undefined,
      fault: "a member whose key is a symbol",
    }));
    const members = Object.keys(owner).map((name) => memberOf(owner, name));
    return [...members.filter(({ value, fault }) => value !== undefined || fault !== undefined), ...hidden];
  } catch {
    return [{ name: "", value: undefined, fault: "an object that cannot be read" }];
  }
}

function* positionsOf(list: object): Iterable<Member> {
  const length = Number(memberOf(list, "length").value);
  for (let index = 0; index < length; index++) yield memberOf(list, String(index));
}

/** Reads a member. Never throws, even if the member is a getter that does. */
export function memberOf(owner: object, name: string): Member {
  try {
    const value: unknown = Reflect.get(owner, name);
    return { name, value };
  } catch {
    return { name, value: undefined, fault: "a getter that throws" };
  }
}
