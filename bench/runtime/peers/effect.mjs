/** Effect: a node is an effect that calls the callable and keeps the same records as the hand-written code. */
import { Effect } from "effect";

export async function prepare(ops, { nodes }) {
  return (input) => {
    const context = { steps: [], payloads: {} };
    const run = Effect.gen(function* () {
      let value = input;
      for (const id of nodes) {
        context.steps.push({ node_id: id, status: "start" });
        value = yield* Effect.promise(async () => ops[id](value));
        context.payloads[id] = value;
        context.steps.push({ node_id: id, status: "success" });
      }
      return { ...context, value };
    });
    return Effect.runPromise(run);
  };
}
