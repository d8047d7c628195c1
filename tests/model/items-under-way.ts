import { expect } from "vitest";
import type { FlowEvent } from "@flowc/runtime";
import type { RandomSpec } from "./random-spec.js";

/** One item of a loop: when it started, and when anything last happened that it caused. */
interface Span {
  readonly start: number;
  last: number;
}

/** Follows a run's events. `check` throws if a loop has had more items under way than its `concurrency`. */
export interface ItemWatch {
  hear(event: FlowEvent): void;
  check(): void;
}

export function watchItems({ model, plan }: RandomSpec): ItemWatch {
  const limits = new Map(model.nodes.flatMap((node) => (node.kind === "loop" ? [[node.id, node.concurrency]] : [])));
  const loopOf = new Map(plan.nodes.map(({ id, loop }) => [id, loop]));
  /** For each loop and each item around it, what its lists have started. */
  const spans = new Map<string, Span[]>();
  /** Lists that cannot be distinguished by their items. */
  const repeated = new Set<string>();
  let now = 0;
  return {
    hear(event) {
      now += 1;
      if (event.within !== undefined || !("index" in event)) return;
      const { nodeId, index } = event;
      if (event.type === "item") {
        const key = keyOf(nodeId, index);
        const items = spans.get(key) ?? [];
        if (event.position !== items.length) repeated.add(key);
        spans.set(key, [...items, { start: now, last: now }]);
        return;
      }
      // A handler that several loops share says nothing about the loop that an item belongs to.
      const around = loopsAround(nodeId);
      if (around.length !== index.length) return;
      for (const [depth, loop] of around.entries()) {
        const item = spans.get(keyOf(loop, index.slice(0, depth)))?.[index[depth] ?? 0];
        if (item !== undefined) item.last = now;
      }
    },
    check() {
      for (const [key, items] of spans) {
        const limit = limits.get(key.slice(0, key.indexOf(" "))) ?? Infinity;
        if (repeated.has(key)) continue;
        for (const { start } of items) {
          const underWay = items.filter((item) => item.start <= start && item.last >= start);
          expect(underWay.length).toBeLessThanOrEqual(limit);
        }
      }
    },
  };

  function loopsAround(node: string): string[] {
    const loop = loopOf.get(node);
    return loop === undefined ? [] : [...loopsAround(loop), loop];
  }
}

function keyOf(loop: string, index: readonly number[]): string {
  return `${loop} ${index.join()}`;
}
