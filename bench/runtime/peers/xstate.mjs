/**
 * XState in its fastest form, for callables that return immediately: a node is a state that is left at once (`always`),
 * with an action that calls the callable and keeps the result. The payloads are one object, which is not copied for
 * each node.
 */
import { assign, createActor, setup } from "xstate";

export async function prepare(ops, { nodes, next, input: first }) {
  const states = Object.fromEntries(
    nodes.map((id) => {
      const actions = assign(({ context: { value, payloads } }) => {
        const result = ops[id](value);
        payloads[id] = result;
        return { value: result };
      });
      return [id, { always: { target: next[id] ?? "done", actions } }];
    }),
  );
  const machine = setup({}).createMachine({
    context: ({ input }) => ({ value: input, payloads: {} }),
    initial: first,
    states: { ...states, done: { type: "final" } },
    output: ({ context }) => context,
  });
  return (input) => createActor(machine, { input }).start().getSnapshot().output;
}
