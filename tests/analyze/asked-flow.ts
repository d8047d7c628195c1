import { type Conditional, withConditions } from "./conditional-edges.js";
import { forkedFlow } from "./forked-flow.js";
import { type Random, type RandomFlow, randomFlow, type RandomNode } from "./random-flow.js";

/** A random flow whose conditions ask for facts that its nodes return: each fact is asked for by one choice. */
export function askedFlow(random: Random): Conditional<Fact> & { readonly flow: RandomFlow } {
  const flow = random(5) < 3 ? dressed(forkedFlow(random), random) : randomFlow(random);
  let asked = 0;
  /** Nodes whose conditions read what they have written. */
  const readers = new Set<string>();
  const alone = new Map<string, Fact>();
  const made = withConditions<Fact>(flow, random, (node, isAlone) => {
    const known = alone.get(node);
    if (known !== undefined && isAlone && random(3) === 0) {
      // The same condition, or its opposite.
      return random(2) === 0 ? known : { ...known, text: `not ${known.text}` };
    }
    const written = random(2) === 0 ? flow.nodes.get(node)?.writes : undefined;
    if (written !== undefined) readers.add(node);
    const name = `w${asked++}`;
    const fact = { name, text: `${written ?? "$result"}.${name} == true` };
    if (isAlone) alone.set(node, fact);
    return fact;
  });
  const nodes = [...made.flow.nodes].map(([id, node]): [string, RandomNode] => {
    const choices = made.choices.get(id);
    if (choices === undefined) return [id, node];
    const facts = choices.map((choice) => choice.flatMap(({ condition }) => condition?.name ?? []));
    const asks = [...new Map(facts.map((names) => [names.join(), names])).values()];
    return [id, { ...node, asks, readsOwn: readers.has(id) }];
  });
  return { ...made, flow: { ...made.flow, nodes: new Map(nodes), isAsked: true } };
}

interface Fact {
  readonly name: string;
  readonly text: string;
}

/** Lets the nodes of a flow read and write the context. */
function dressed({ nodes, edges }: RandomFlow, random: Random): RandomFlow {
  const places = ["$ctx.a", "$ctx.b", "$ctx.c"];
  return {
    edges,
    nodes: new Map(
      [...nodes].map(([id, node]) => {
        const [writes, reads] = [places[random(8)], places[random(8)]];
        if (node.type !== "FunctionNode") return [id, node];
        return [id, { ...node, ...(writes !== undefined && { writes }), ...(reads !== undefined && { reads }) }];
      }),
    ),
  };
}
