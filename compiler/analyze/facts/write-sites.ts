import type { Span } from "../../diagnostics/span.js";
import type { FlowAst } from "../../parse/flow-ast.js";
import type { GraphFacts } from "./graph-facts.js";
import { createPlaceIndex } from "./place-index.js";

/** A place that a node writes: an output, its result in `$payload`, or what arrives for a join in `$joins`. */
export interface WriteSite {
  readonly node: number;
  readonly scope: string;
  readonly path: readonly (string | number)[];
  readonly span: Span;
}

/** Returns the writes in the whole flow that meet a place, in declared order. */
export type WriteSites = (place: Pick<WriteSite, "scope" | "path">) => readonly WriteSite[];

/** Computed on demand. */
export function createWriteSites(ast: FlowAst, facts: GraphFacts): WriteSites {
  let known: WriteSites | undefined;
  return (place) => (known ??= indexWrites(ast, facts))(place);
}

function indexWrites(ast: FlowAst, facts: GraphFacts): WriteSites {
  const sites = ast.nodes.flatMap(({ id, outputs }, node): WriteSite[] => {
    const own = { node, path: [id.value], span: id.span };
    const isJoin = (facts.arrivals[node]?.length ?? 0) > 1;
    return [
      { ...own, scope: "payload" },
      ...(isJoin ? [{ ...own, scope: "joins" }] : []),
      ...outputs.map(({ target: { scope, path, span } }) => {
        return { node, scope, path: path.map(({ value }) => value), span };
      }),
    ];
  });
  const index = createPlaceIndex(sites);
  return (place) => index.meeting(place).flatMap((position) => sites[position] ?? []);
}
