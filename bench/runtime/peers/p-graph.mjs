/** p-graph: puts functions in an order. It neither passes data nor keeps records, so the functions do that. */
import { PGraph } from "p-graph";

export async function prepare(ops, { nodes, next }) {
  return async (input) => {
    const payloads = {};
    let value = input;
    const functions = new Map(
      nodes.map((id) => [
        id,
        {
          run: async () => {
            value = await ops[id](value);
            payloads[id] = value;
          },
        },
      ]),
    );
    const order = nodes.filter((id) => next[id] !== undefined).map((id) => [id, next[id]]);
    await new PGraph(functions, order).run();
    return { value, payloads };
  };
}
