/**
 * Returns the name of an error as the context records it: that of its class, unless the error or its class sets one that says
 * more than the names of the classes above. `class RateLimit extends Error {}` only inherits the name `Error`.
 */
export function errorName(error: Error): string {
  const [own, ...inherited] = classNames(error);
  return own !== undefined && (error.name === "" || inherited.includes(error.name)) ? own : error.name;
}

function classNames(error: Error): string[] {
  const found: string[] = [];
  const prototypeOf = Object.getPrototypeOf as (of: object) => object | null;
  for (let at = prototypeOf(error); at !== null && at !== Object.prototype; at = prototypeOf(at)) {
    if (at.constructor.name !== "") found.push(at.constructor.name);
  }
  return found;
}
