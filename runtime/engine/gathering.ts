import type { Edge, PlanJoin, PlanNode } from "../plan/plan.js";

/** What arrived over one edge; what came behind it for the same group hangs on it. */
interface Arrival {
  readonly edge: Edge;
  readonly payload: unknown;
  next: Arrival | undefined;
}

/** What has arrived for one join in one iteration: first in, first out for each group of parents. */
export class Gathering {
  readonly node: PlanNode;
  /** The oldest arrival of each group that has any, in arrival order while it waits. */
  shown: Record<string, unknown> = {};
  readonly #join: PlanJoin;
  readonly #first: (Arrival | undefined)[];
  readonly #last: (Arrival | undefined)[];
  #missing: number;

  constructor(node: PlanNode, join: PlanJoin) {
    this.node = node;
    this.#join = join;
    this.#missing = join.groups.length;
    this.#first = new Array<undefined>(this.#missing).fill(undefined);
    this.#last = [...this.#first];
  }

  /** Takes an arrival; true when every group has one. */
  add(edge: Edge, payload: unknown): boolean {
    const arrival: Arrival = { edge, payload, next: undefined };
    const last = this.#last[edge.slot];
    this.#last[edge.slot] = arrival;
    if (last !== undefined) {
      last.next = arrival;
      return false;
    }
    this.#first[edge.slot] = arrival;
    this.shown[edge.source.id] = payload;
    this.#missing -= 1;
    return this.#missing === 0;
  }

  /** The payload of the join that has fired; what was behind moves up. */
  take(): Record<string, unknown> {
    const payload = this.payload();
    this.shown = {};
    for (let slot = 0; slot < this.#first.length; slot += 1) {
      const next = this.#first[slot]?.next;
      this.#first[slot] = next;
      if (next === undefined) {
        this.#last[slot] = undefined;
        this.#missing += 1;
      } else this.shown[next.edge.source.id] = next.payload;
    }
    return payload;
  }

  /** Whether nothing has arrived, or nothing is left. */
  get isEmpty(): boolean {
    return this.#missing === this.#first.length;
  }

  /** What has arrived, parents in code-point order. */
  payload(): Record<string, unknown> {
    const payload: Record<string, unknown> = {};
    for (const { edge, payload: value } of this.#arrivals()) payload[edge.source.id] = value;
    return payload;
  }

  /** Parents that have arrived, and the groups of which none has. */
  state(): { readonly arrived: readonly string[]; readonly missing: readonly (readonly string[])[] } {
    return {
      arrived: this.#arrivals().map(({ edge }) => edge.source.id),
      missing: this.#join.groups.filter((_, slot) => this.#first[slot] === undefined).map((group) => [...group]),
    };
  }

  #arrivals(): Arrival[] {
    const arrivals = this.#first.filter((arrival) => arrival !== undefined);
    // Groups of one parent each are in code-point order already.
    return this.#join.hasChoice ? arrivals.sort((a, b) => a.edge.rank - b.edge.rank) : arrivals;
  }
}
