import type { RandomFlow } from "../analyze/random-flow.js";

/** Ids that mean something elsewhere in an edge or a condition. */
const words = ["when", "otherwise", "and", "or", "not", "in", "true", "null", "result", "ctx", "payload", "env"];

/** The same flow with words of the grammar as ids. */
export function withWords({ nodes, edges, handler }: RandomFlow): RandomFlow {
  const renamed = (text: string): string => {
    return text.replaceAll(/\bn(\d+)\b/gu, (id, index: string) =>
      index === "0" ? id : (words[Number(index) - 1] ?? id),
    );
  };
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
