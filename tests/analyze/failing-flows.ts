import { type Random, type RandomFlow, randomFlow, type RandomNode } from "./random-flow.js";

/**
 * A flow whose error handler is followed by nodes of its own. In a part of them, the rest of the flow starts some of these nodes, too,
 * so that they can run, and fail, before the handler.
 */
export function handledFlow(random: Random): { readonly flow: RandomFlow; readonly isShared: boolean } {
  const main = randomFlow(random, false, 1 + random(3));
  const size = 2 + random(3);
  const after = renumbered(randomFlow(random, false, size), main.nodes.size);
  const handler = `n${main.nodes.size}`;
  const isShared = random(2) === 0;
  const shared = isShared ? [`n${random(main.nodes.size)} >> n${main.nodes.size + 1 + random(size - 1)}`] : [];
  const flow = {
    nodes: withoutGotos(new Map([...main.nodes, ...after.nodes])),
    edges: [...main.edges, ...after.edges, ...shared],
    handler,
  };
  return { flow, isShared };
}

function withoutGotos(nodes: RandomFlow["nodes"]): ReadonlyMap<string, RandomNode> {
  return new Map(
    [...nodes].map(([id, node]) => {
      const { goto, ...others } = node;
      return [id, goto === undefined ? node : others];
    }),
  );
}

function renumbered({ nodes, edges }: RandomFlow, by: number): RandomFlow {
  const rename = (text: string): string =>
    text.replaceAll(/\bn(\d+)\b/gu, (_, number: string) => `n${Number(number) + by}`);
  const named = [...nodes].map(([id, node]): [string, RandomNode] => {
    const { body, done } = node;
    return [rename(id), { ...node, ...(body && { body: rename(body) }), ...(done && { done: rename(done) }) }];
  });
  return { nodes: new Map(named), edges: edges.map(rename) };
}

/** A flow in which nodes, routers most of all, go on after a failure, write, and are read from. */
export function continuingFlow(random: Random): RandomFlow {
  const { nodes, edges } = randomFlow(random, false, 2 + random(3));
  const places = ["$ctx.a", "$ctx.b"];
  const dressed = [...withoutGotos(nodes)].map(([id, node]): [string, RandomNode] => {
    if (node.type === "LoopNode") return [id, node];
    const isRouter = node.type === "CustomRoutingNode";
    const goesOn = random(isRouter ? 3 : 5) > 1;
    const [writes, reads] = [places[random(isRouter ? 2 : 4)], places[random(3)]];
    return [id, { type: node.type, goesOn, ...(writes && { writes }), ...(reads && { reads }) }];
  });
  return { nodes: new Map(dressed), edges };
}
