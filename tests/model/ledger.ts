import type { FunctionNodeSpec, Meta, NodeSpec } from "@flowc/runtime";
import { createRandom } from "../analyze/random-flow.js";

/** What callables have booked and not undone, by the key of their activation. */
export class Ledger {
  readonly booked = new Set<string>();
  /** Every key that was ever booked by a node with an undo. */
  readonly undoable = new Set<string>();
  /** Keys in the order in which they were undone. */
  readonly undone: string[] = [];
  /** Keys that were undone although the activation has booked nothing. */
  readonly failed = new Set<string>();

  /** Gives random nodes an undo, and lets their callables book. */
  booking(nodes: readonly NodeSpec[], seed: number): NodeSpec[] {
    return nodes.map((node) => {
      const random = createRandom(seed ^ (0xb00c + node.id.length * 31 + node.id.charCodeAt(node.id.length - 1)));
      const withGoto = random(3) === 0 ? undoFirst(node) : node;
      if (withGoto.kind === "loop" || withGoto.kind === "router" || !("call" in withGoto) || random(3) === 0)
        return withGoto;
      return random(4) === 0 ? this.#withUndo(withGoto, true) : this.#withUndo(withGoto, false);
    });
  }

  #withUndo(node: FunctionNodeSpec, isForFailed: boolean): NodeSpec {
    // A flow has features that its callable brings.
    const isFlow = "features" in node.call;
    if (isFlow && !isForFailed) return node;
    const undo = {
      call: (_: unknown, __: unknown, { key }: Meta): void => {
        if (this.undone.includes(key)) throw new Error(`${key} is undone twice`);
        this.undone.push(key);
        if (!this.booked.delete(key)) this.failed.add(key);
        // It stands for everything that the flow has booked.
        for (const other of this.booked) if (other.startsWith(`${key}@`)) this.booked.delete(other);
      },
      ...(isForFailed && !isFlow && { failed: true as const }),
    };
    if (isFlow) return { ...node, undo };
    const call = node.call as (payload: unknown, context: unknown, meta: Meta) => unknown;
    const book = (answer: unknown, { key }: Meta): unknown => {
      this.booked.add(key);
      this.undoable.add(key);
      return answer;
    };
    const booking = (payload: unknown, context: unknown, meta: Meta): unknown => {
      const answer = call(payload, context, meta);
      return isThenable(answer) ? (async () => book(await answer, meta))() : book(answer, meta);
    };
    return { ...node, call: booking, undo };
  }
}

function undoFirst(node: NodeSpec): NodeSpec {
  const { policy } = node;
  if (typeof policy?.onError !== "object") return node;
  return { ...node, policy: { ...policy, onError: { ...policy.onError, undo: true } } };
}

function isThenable(answer: unknown): answer is PromiseLike<unknown> {
  return typeof answer === "object" && answer !== null && "then" in answer;
}
