/** Flows in which each group of 20 nodes has a router, a merge, a join, writes and reads, and their typed callables. */

const group = 20;
const idOf = (k) => `n${k}`;

/** The position of a node in its group: 9 chooses 10 or 11, which merge in 12; 15 joins 13 and 14. */
const placeOf = (k) => k % group;
export const readsTwo = (k) => k % 5 === 3;
const writes = (k) => k % 5 === 0;

const resultOf = (k) => `T${k}`;

/** What node `k` takes, as a type. */
function takes(k) {
  if (k === 0) return "string";
  const place = placeOf(k);
  if (place === 10 || place === 11) return resultOf(k - place + 8);
  if (place === 12) return `${resultOf(k - 2)} | ${resultOf(k - 1)}`;
  if (place === 14) return resultOf(k - 2);
  if (place === 15) return `{ n${k - 2}: ${resultOf(k - 2)}; n${k - 1}: ${resultOf(k - 1)} }`;
  return readsTwo(k) ? `{ a: ${resultOf(k - 1)}; b: string }` : resultOf(k - 1);
}

export function parents(k) {
  if (k === 0) return [];
  const place = placeOf(k);
  if (place === 10 || place === 11) return [k - place + 9];
  if (place === 12 || place === 15) return [k - 2, k - 1];
  return place === 14 ? [k - 2] : [k - 1];
}

export const idsOf = (nodes) => Array.from({ length: nodes }, (_, k) => idOf(k));

/** The callables of a flow of so many nodes, as the text of a TypeScript module. */
export function callables(nodes) {
  const ids = idsOf(nodes);
  const types = ids.map((_, k) => `export interface T${k} { id: number; f${k}: string; list${k}: string[] }`);
  const functions = ids.map((id, k) => {
    if (placeOf(k) === 9) {
      const given = resultOf(k - 1);
      return `export declare function ${id}(p: ${given}): Route<"n${k + 1}", Own> | Route<"n${k + 2}", ${given}>;`;
    }
    return `export declare function ${id}(p: ${takes(k)}): ${k % 3 === 1 ? `Promise<T${k}>` : resultOf(k)};`;
  });
  return [`import type { Own, Route } from "@flowc/runtime";`, ...types, ...functions, ""].join("\n");
}

/** A flow file whose callables are in the module at `specifier`. */
export function flowFile(nodes, specifier) {
  const ids = idsOf(nodes);
  const lines = ids.map((id, k) => {
    if (placeOf(k) === 9) return `  ${id}: { type: RoutingNode, routing_rule: "${specifier}#${id}" }`;
    const inputs = readsTwo(k) ? [`inputs: { a: $payload.n${k - 1}, b: $payload.n${k - 1}.f${k - 1} }`] : [];
    const outputs = writes(k) ? [`outputs: $ctx.k${k}`] : [];
    const context = [...inputs, ...outputs].length > 0 ? `, context: { ${[...inputs, ...outputs].join(", ")} }` : "";
    return `  ${id}: { callable: "${specifier}#${id}"${context} }`;
  });
  const edges = ids.flatMap((id, k) => {
    const place = placeOf(k);
    if (place === 9) return [`  - ${id} >> (n${k + 1} | n${k + 2})`];
    if (place === 10) return [`  - (n${k} | n${k + 1}) >> n${k + 2}`];
    if (place === 11) return [];
    return ids.flatMap((target, j) => (parents(j).includes(k) ? [`  - ${id} >> ${target}`] : []));
  });
  return ["entry: n0", "nodes:", ...lines, "edges:", ...edges, ""].join("\n");
}
