import type { RandomFlow } from "../analyze/random-flow.js";

/** Ids that mean something elsewhere in an edge or a condition. */
const words = ["when", "otherwise", "and", "or", "not", "in", "true", "null", "result", "ctx", "payload", "env"];

/** The same flow with words of the grammar as ids. */
export function withWords(flow: RandomFlow): RandomFlow {
  return withIds(flow, (id, index) => (index === 0 ? id : (words[index - 1] ?? id)));
}

/** The same flow with other ids instead of `n1`, `n2`, … */
export function withIds(
  { nodes, edges, handler }: RandomFlow,
  idOf: (id: string, index: number) => string,
): RandomFlow {
  const renamed = (text: string): string =>
    text.replaceAll(/\bn(\d+)\b/gu, (id, index: string) => idOf(id, Number(index)));
  return {
    nodes: new Map(
      [...nodes].map(([id, { goto, body, done, ...node }]) => [
        renamed(id),
        {
          ...node,
          ...(goto !== undefined && { goto: renamed(goto) }),
          ...(body !== undefined && { body: renamed(body) }),
          ...(done !== undefined && { done: renamed(done) }),
        },
      ]),
    ),
    edges: edges.map(renamed),
    ...(handler !== undefined && { handler: renamed(handler) }),
  };
}
