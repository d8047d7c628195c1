import type { ts } from "ts-morph";
import type { TypeWorld } from "./wiring-scope.js";

/** Whether a type is a `Route` of the runtime, from any copy of it. Routes are marked by a unique symbol. */
export function isRoute({ checker }: TypeWorld, type: ts.Type): boolean {
  return checker.getPropertiesOfType(type).some(({ name }) => name.startsWith("__@routed@"));
}
