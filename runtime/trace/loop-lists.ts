import type { FlowEvent } from "@flowc/runtime";

/**
 * Finds the list of a loop in events of its later visits, where a record leaves it out: each of them has the list in its input and in its result,
 * so a record of a long list would mostly consist of its beginnings.
 */
export class LoopLists {
  readonly #loops = new Set<string>();
  /** What first visits got. */
  readonly #inputs = new WeakSet<object>();

  /** Whether the event starts a later visit, with the list that the first one got. */
  isRepeated(event: FlowEvent): boolean {
    if (event.type !== "start" || !isObject(event.input)) return false;
    const { nodeId, from, input } = event;
    const isLater = from.length === 1 && from[0]?.nodeId === nodeId && this.#loops.has(nodeId);
    if (!isLater) this.#inputs.add(input);
    return isLater && this.#inputs.has(input);
  }

  /** The result of a visit, of a later one without the list. */
  resultOf(event: FlowEvent & { readonly type: "success" }): unknown {
    const { nodeId, result } = event;
    const rest = propertyOf(result, nodeId);
    const index = propertyOf(rest, "index");
    if (!isObject(result) || typeof index !== "number" || propertyOf(rest, "items") === undefined) return result;
    this.#loops.add(nodeId);
    if (index < 2) return result;
    const own = Object.getOwnPropertyDescriptors(result);
    Reflect.deleteProperty(own, nodeId);
    return Object.defineProperties({}, own);
  }
}

/** The value of a property, without calling its getter. */
function propertyOf(value: unknown, key: string): unknown {
  return isObject(value) ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
