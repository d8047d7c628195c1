import type { Activation } from "../flow-event.js";
import { byCodePoints } from "./code-points.js";
import { type JoinRule, vacant } from "./join-rule.js";

export interface JoinArrival<Iteration> {
  readonly from: string;
  readonly payload: unknown;
  /** The iteration that it came from, if the flow's error handler caused it: see `Iteration.twinOf`. */
  readonly twin: Iteration | undefined;
  /** What caused it. Only kept for a listener. */
  readonly cause: Activation | undefined;
}

/** Arrivals that came too early for a group of a join, oldest first. */
interface Backlog<Iteration> {
  readonly arrivals: JoinArrival<Iteration>[];
  /** How many of them have been used. */
  taken: number;
}

/** What has arrived for one join in one iteration. Each group of parents is a queue: first in, first out. */
export class Gathering<Iteration> {
  readonly rule: JoinRule;
  readonly iteration: Iteration;
  // The gatherings of the run that began to wait before and after this one.
  older: Gathering<Iteration> | undefined = undefined;
  newer: Gathering<Iteration> | undefined = undefined;
  /** The payload of the oldest arrival of each group. */
  readonly #payloads: unknown[];
  /** The parent that each of these came from. Undefined if every group has a single parent. */
  readonly #from: string[] | undefined;
  /** The `twin` of each of these that the flow's error handler caused. */
  #twins: (Iteration | undefined)[] | undefined = undefined;
  #causes: (Activation | undefined)[] | undefined = undefined;
  #missing: number;
  #backlogs: (Backlog<Iteration> | undefined)[] | undefined = undefined;

  constructor(rule: JoinRule, iteration: Iteration) {
    this.rule = rule;
    this.iteration = iteration;
    this.#missing = rule.groups.length;
    this.#payloads = rule.blank.slice();
    this.#from = rule.hasChoice ? [] : undefined;
  }

  /** Adds an arrival. Returns true when every group has one. */
  add(slot: number, arrival: JoinArrival<Iteration>): boolean {
    const { from, payload, twin, cause } = arrival;
    if (this.#payloads[slot] !== vacant) {
      this.#backlogs ??= [];
      (this.#backlogs[slot] ??= { arrivals: [], taken: 0 }).arrivals.push(arrival);
      return false;
    }
    this.#payloads[slot] = payload;
    if (this.#from !== undefined) this.#from[slot] = from;
    if (twin !== undefined) (this.#twins ??= [])[slot] = twin;
    if (cause !== undefined) (this.#causes ??= [])[slot] = cause;
    this.#missing -= 1;
    return this.#missing === 0;
  }

  /** The `twin` of an arrival that the flow's error handler caused, if there is one. */
  twin(): Iteration | undefined {
    return this.#twins?.find((twin) => twin !== undefined);
  }

  /** What caused the oldest arrival of each group. Only known if there is a listener. */
  causes(): readonly Activation[] {
    return this.#causes?.filter((cause) => cause !== undefined) ?? [];
  }

  /**
   * Returns the payload of the join, which fires. The next arrival of each group takes the place of the one that was
   * used.
   */
  take(): Record<string, unknown> {
    const payload = this.shown();
    this.#missing = this.#payloads.length;
    this.#twins = undefined;
    this.#causes = undefined;
    if (this.#backlogs === undefined) return payload;
    this.#payloads.fill(vacant);
    for (const [slot, backlog] of this.#backlogs.entries()) {
      const next = backlog?.arrivals[backlog.taken];
      if (backlog === undefined || next === undefined) continue;
      backlog.taken += 1;
      this.add(slot, next);
    }
    return payload;
  }

  /** Whether nothing is left. An empty gathering is not used again. */
  get isEmpty(): boolean {
    return this.#missing === this.#payloads.length;
  }

  /** What has arrived, keyed by parent, in code-point order. */
  shown(): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    const payloads = this.#payloads;
    if (this.#from !== undefined) for (const slot of this.#arrived()) found[this.#parent(slot)] = payloads[slot];
    else {
      const { parents } = this.rule;
      for (let slot = 0; slot < payloads.length; slot += 1) {
        const payload = payloads[slot];
        if (payload !== vacant) parents[slot]?.store(found, payload);
      }
    }
    return found;
  }

  /** The parents that have arrived, and the groups without an arrival. */
  state(): { readonly arrived: readonly string[]; readonly missing: readonly (readonly string[])[] } {
    return {
      arrived: this.#arrived().map((slot) => this.#parent(slot)),
      missing: this.rule.groups.filter((_, slot) => this.#payloads[slot] === vacant).map((group) => [...group]),
    };
  }

  #parent(slot: number): string {
    return this.#from === undefined ? (this.rule.parents[slot]?.id ?? "") : (this.#from[slot] ?? "");
  }

  #arrived(): number[] {
    const slots = [...this.#payloads.keys()].filter((slot) => this.#payloads[slot] !== vacant);
    return slots.sort((a, b) => byCodePoints(this.#parent(a), this.#parent(b)));
  }
}
