/** XState, for callables that return promises: a node is a state that invokes its callable. */
import { assign, createActor, fromPromise, setup, toPromise } from "xstate";

export async function prepare(ops, { nodes, next, input: first }) {
  const actors = Object.fromEntries(nodes.map((id) => [id, fromPromise(async ({ input }) => ops[id](input))]));
  const states = Object.fromEntries(
    nodes.map((id) => {
      const actions = assign(({ context: { payloads }, event: { output } }) => {
        payloads[id] = output;
        return { value: output };
      });
      const input = ({ context: { value } }) => value;
      return [id, { invoke: { src: id, input, onDone: { target: next[id] ?? "done", actions } } }];
    }),
  );
  const machine = setup({ actors }).createMachine({
    context: ({ input }) => ({ value: input, payloads: {} }),
    initial: first,
    states: { ...states, done: { type: "final" } },
    output: ({ context }) => context,
  });
  return (input) => toPromise(createActor(machine, { input }).start());
}
