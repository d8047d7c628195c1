import type { Activation } from "../flow-event.js";
import type { Started } from "./under-way.js";
import { keyOf } from "./under-way.js";
import type { Undoable } from "./undoable.js";
import type { Booking } from "./undo-one.js";

/** Number of activations that have been booked so far, by all runs. */
let booked = 0;

export interface Booked<Saga> {
  readonly booking: Booking;
  /** The run that it belongs to: this one, or that of a flow that a node ran. */
  readonly saga: Saga;
}

/** What is undone if a run fails. */
export class Bookings<Saga> {
  readonly #saga: Saga;
  readonly #undoable: Undoable;
  #own: Booked<Saga>[] = [];
  /** What flows have handed up that nodes ran, keyed by the visit of the node. */
  #handed = new Map<string, readonly Booked<Saga>[]>();

  constructor(saga: Saga, undoable: Undoable) {
    this.#saga = saga;
    this.#undoable = undoable;
  }

  /** Whether failed activations of a node are undone too. */
  isForFailed({ nodeId }: Activation): boolean {
    return this.#undoable.undos.get(nodeId)?.failed === true;
  }

  /** Books an activation, if its node can be undone. */
  add({ activation, index, input }: Started, result: unknown): void {
    const node = this.#undoable.plain.get(activation.nodeId);
    const undo = this.#undoable.undos.get(activation.nodeId);
    if (node === undefined || undo === undefined) return;
    // It replaces what the flow that the node ran has handed up.
    this.#handed.delete(keyOf(activation));
    booked += 1;
    const booking = { node, call: undo.call, activation, index, input, result, order: booked };
    this.#own.push({ booking, saga: this.#saga });
  }

  /** Takes over what a flow has booked that a step such as `enrich#1@1` ran. */
  addAll(step: string, others: Bookings<Saga>): void {
    const key = step.slice(0, step.lastIndexOf("@"));
    this.#handed.set(key, [...(this.#handed.get(key) ?? []), ...others.#all()]);
  }

  /** Returns everything, what was booked last first, and forgets it. */
  takeAll(): readonly Booked<Saga>[] {
    const all = this.#all().sort((one, other) => other.booking.order - one.booking.order);
    this.#own = [];
    this.#handed = new Map();
    return all;
  }

  #all(): Booked<Saga>[] {
    return [...this.#own, ...[...this.#handed.values()].flat()];
  }
}
