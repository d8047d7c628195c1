import type { ts } from "ts-morph";
import { symbolKey } from "./symbol-key.js";
import type { TypeWorld } from "./wiring-scope.js";

/** Whether a type is a `Route` of the runtime, from any copy of it: a unique symbol marks it. */
export function isRoute(world: TypeWorld, type: ts.Type): boolean {
  return world.checker.getPropertiesOfType(type).some((property) => symbolKey(world, property) === "routed");
}
