/**
 * LangGraph.js: a node is a node of a state graph. Results go through the channels of its state without being copied.
 */
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";

export async function prepare(ops, { nodes, next, input: first }) {
  const State = Annotation.Root({
    value: Annotation(),
    payloads: Annotation({ reducer: (all, more) => Object.assign(all, more), default: () => ({}) }),
  });
  const graph = new StateGraph(State);
  for (const id of nodes) {
    graph.addNode(id, async ({ value }) => {
      const result = await ops[id](value);
      return { value: result, payloads: { [id]: result } };
    });
  }
  graph.addEdge(START, first);
  for (const id of nodes) graph.addEdge(id, next[id] ?? END);
  const compiled = graph.compile();
  return (input) => compiled.invoke({ value: input }, { recursionLimit: nodes.length + 5 });
}
