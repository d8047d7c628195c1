import { createRandom } from "../analyze/random-flow.js";
import type { Decision } from "./decisions.js";
import { Hang } from "./hang.js";
import { randomFacts } from "./random-condition.js";
import { Busy } from "./thrown.js";

export type Random = (limit: number) => number;

/** The parts of a `meta` that random callables use. */
export interface Attempt {
  readonly attempt: number;
  /** For each loop around, outermost first. */
  readonly index: readonly number[];
  /** The attempts of the nodes around that run flows, as a text that is empty if there are none. */
  readonly around?: string;
}

/** The answer to a payload, in the model's terms: always the same, in any order and at any time. */
export type Behave = (payload: unknown, attempt: Attempt) => unknown;

interface Kind {
  readonly id: string;
  readonly seed: number;
  readonly isRouter: boolean;
  readonly next: readonly string[];
  /** One in this many calls fails; 0 means that none does. */
  readonly failures: number;
  /** Whether its policy has a timeout, so that it may take longer. */
  readonly isTimed: boolean;
  /** Whether conditions ask about its results. */
  readonly isAsked: boolean;
}

export function randomCallable(kind: Kind, takesShorthand: boolean): Behave {
  const { id, seed, isRouter, next, failures, isTimed, isAsked } = kind;
  const plain = isRouter ? decide(next) : respond(next, takesShorthand);
  const behave: typeof plain = (payload, choose, text) => {
    return isAsked && choose(7) > 0 ? randomFacts(choose) : plain(payload, choose, text);
  };
  return (payload, { attempt, index, around = "" }) => {
    const text = plainText(payload);
    const choose = createRandom(hash(`${seed} ${id} ${text} ${attempt} ${index.join()}${around}`));
    if (failures > 0 && text.length < 400 && choose(failures) === 0) throw failure(choose, id);
    if (isTimed && choose(4) === 0) return new Hang((["deaf", "late", "fails"] as const)[choose(3)] ?? "deaf");
    return behave(payload, choose, text);
  };
}

function failure(choose: Random, id: string): unknown {
  const message = `boom ${id} ${choose(3)}`;
  const kind = choose(10);
  if (kind === 0) return undefined;
  return kind < 3 ? new Busy(message) : kind < 6 ? new RangeError(message) : Object.freeze(new TypeError(message));
}

/**
 * Answers of a plain node. They are small, so that payloads do not grow without end, and sometimes use the shorthand.
 */
function respond(next: readonly string[], takesShorthand: boolean) {
  return (_: unknown, choose: Random, text: string): unknown => {
    if (takesShorthand && choose(3) === 0) {
      const chosen = next.filter(() => choose(2) === 0);
      const reversed = choose(2) === 0 ? chosen.toReversed() : chosen;
      return Object.fromEntries(reversed.map((id) => [id, choose(1000)]));
    }
    const kind = choose(8);
    if (kind === 0 && text.length < 400) return undefined;
    if (kind === 1) return null;
    if (kind === 2) return { value: choose(1000) };
    if (kind === 3) return { [next[0] ?? "x"]: 1, other: choose(1000) };
    return kind === 4 ? [choose(1000)] : `v${choose(1e6)}`;
  };
}

/** Decisions of a router, in every form of SPEC 5. */
function decide(next: readonly string[]) {
  return (_: unknown, choose: Random): unknown => {
    const target = (): string => (choose(60) === 0 ? "nowhere" : (next[choose(next.length)] ?? ""));
    const one = (): Decision => {
      const form = choose(4);
      return {
        decision: true,
        target: target(),
        ...(form % 2 === 0 && { payload: choose(1000) }),
        ...(form > 1 && { confidence: 0.5 }),
      };
    };
    switch (choose(12)) {
      case 0:
        return null;
      case 1:
        return undefined;
      case 2:
        return choose(2) === 0 ? [] : {};
      case 3:
      case 4:
        return Array.from({ length: 1 + choose(3) }, () => (choose(2) === 0 ? target() : one()));
      case 5:
      case 6:
        return Object.fromEntries(Array.from({ length: 1 + choose(3) }, () => [target(), choose(1000)]));
      case 7:
      case 8:
        return one();
      default:
        return target();
    }
  };
}

/** A payload as text, without the messages of errors of the flow itself, which only the runtime has. */
function plainText(payload: unknown): string {
  return payload === undefined
    ? "undefined"
    : JSON.stringify(payload, (key, value: unknown) => (key === "message" ? 0 : value));
}

function hash(text: string): number {
  let mixed = 2166136261;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 16777619);
  return mixed >>> 0;
}
