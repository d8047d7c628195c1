import type { NodeSpec } from "@flowc/runtime";
import { node } from "./flows.js";

export interface Undone {
  readonly input: unknown;
  readonly result: unknown;
  readonly error: unknown;
}

/** A log of bookings and what undoes them. */
export function ledger(): {
  readonly log: string[];
  /** A node that books what it is called with. */
  readonly book: (id: string, next?: string[], more?: object) => NodeSpec;
} {
  const log: string[] = [];
  return {
    log,
    book: (id, next = [], more = {}) =>
      node(
        id,
        (payload: unknown) => {
          log.push(`book ${id} ${JSON.stringify(payload)}`);
          return `${id}-done`;
        },
        next,
        {
          undo: {
            call: ({ input, result, error }: Undone) => {
              log.push(`undo ${id} ${JSON.stringify(input)} ${JSON.stringify(result)} ${(error as Error).message}`);
            },
          },
          ...more,
        },
      ),
  };
}

export const boom = (message = "boom"): never => {
  throw new Error(message);
};
