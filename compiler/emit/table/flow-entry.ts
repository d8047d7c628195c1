import type { FlowPlan } from "../../plan.js";
import { tableFormat } from "../../table-format.js";
import { type Doc, hardline, indent, lines } from "../print/doc.js";
import { type FlatText, layoutAsLine } from "../print/flat-text.js";
import type { EmitScope } from "../types/emit-scope.js";
import { layoutType } from "../types/layout-type.js";
import type { TypeNode } from "../types/type-node.js";
import { type Entry, type Expression, list, literal, name, object } from "./expression.js";
import { addFlat } from "./flat-expression.js";
import { layoutItem, layoutLine } from "./layout-expression.js";
import { nodeEntry } from "./node-entry.js";
import { outputEntry } from "./output-entry.js";
import { optional, policyExpression } from "./policy-expression.js";
import { schemaExpression } from "./schema-expression.js";
import { storesOf } from "./stores-expression.js";
import { usedFeatures } from "./used-features.js";

/** The parts of a flow's table, used for its layout and to collect the names in it. */
export interface FlowEntries {
  readonly head: readonly Entry[];
  /** The entries of each node. */
  readonly nodes: readonly (readonly Entry[])[];
  readonly tail: readonly Entry[];
  /** The items of the constant `stores`. The table refers to it if there are any. */
  readonly stores: readonly Expression[];
}

type Say = (plan: FlowPlan, scope: EmitScope) => Entry[];
type HeadKey = "name" | "file" | "description" | "entry";

/** The entries before the nodes, for each key of the plan. */
const headOf: { readonly [K in HeadKey]: Say } = {
  name: ({ name }) => [{ key: "name", value: literal(name) }],
  file: ({ file }) => [{ key: "source", value: literal(file) }],
  description: ({ description }) => optional("description", description),
  entry: ({ entry }) => [{ key: "entry", value: literal(entry) }],
};

/** The entries after the nodes, for each of the other keys. */
const tailOf: { readonly [K in Exclude<keyof FlowPlan, HeadKey | "nodes">]: Say } = {
  output: (_, scope) => outputEntry(scope),
  cycles: (plan) => (plan.cycles.length === 0 ? [] : [{ key: "cycles", value: cyclesExpression(plan) }]),
  policy: ({ policy }) => (policy === undefined ? [] : [{ key: "policy", value: policyExpression(policy) }]),
  concurrency: ({ concurrency }) => optional("concurrency", concurrency),
  maxSteps: ({ maxSteps }) => optional("maxSteps", maxSteps),
  // Both schemas are one entry.
  input: schemasEntry,
  context: () => [],
  // Not part of the table.
  span: () => [],
};

/** Returns the table of a flow (`FlowSpec`). */
export function flowEntries(scope: EmitScope): FlowEntries {
  const { plan } = scope;
  return {
    head: [
      { key: "format", value: literal(tableFormat(plan)) },
      ...Object.values(headOf).flatMap((say) => say(plan, scope)),
    ],
    nodes: plan.nodes.map((node) => nodeEntry(scope, node)),
    tail: [...Object.values(tailOf).flatMap((say) => say(plan, scope)), ...usesEntry(plan)],
    stores: storesOf(plan),
  };
}

function schemasEntry({ input, context }: FlowPlan, { names }: EmitScope): Entry[] {
  const entries = Object.entries({ input, context }).flatMap(([key, type]) =>
    type?.kind === "schema" ? [{ key, value: schemaExpression(names, type) }] : [],
  );
  return entries.length === 0 ? [] : [{ key: "schemas", value: object(entries) }];
}

/** Lists the features of the runtime that only some flows need. */
function usesEntry(plan: FlowPlan): Entry[] {
  const names = usedFeatures(plan);
  return names.length === 0 ? [] : [{ key: "uses", value: list(names.map(name)) }];
}

function cyclesExpression({ cycles }: FlowPlan): Entry["value"] {
  return list(
    cycles.map(({ header, members }) =>
      object([
        { key: "header", value: literal(header) },
        { key: "members", value: list(members.map(literal)) },
      ]),
    ),
  );
}

/** Lays out the table as the argument of `defineFlow`, with every entry on its own lines. */
export function layoutFlow({ head, tail, stores }: FlowEntries): Doc {
  const last = stores.length === 0 ? [] : ["stores,"];
  return layoutLines([...head.map(layoutLine), "nodes,", ...tail.map(layoutLine), ...last]);
}

/** Lays out the constant with the nodes, with every entry of a node on its own lines. */
export function layoutNodes({ nodes }: FlowEntries, type: TypeNode): Doc {
  const docs = nodes.map((entries) => [layoutLines(entries.map(layoutLine)), ","]);
  return ["const nodes: ", layoutType(type), " = [", indent([hardline, lines(docs)]), hardline, "];"];
}

function layoutLines(docs: readonly Doc[]): Doc {
  return ["{", indent([hardline, lines(docs)]), hardline, "}"];
}

/**
 * Lays out the constant with the stores. It is not part of the table: TypeScript infers from that call, and functions
 * without types of their own in it made checking 200 flows take 20 % longer.
 */
export function layoutStores(stores: readonly Expression[]): Doc {
  const start = "const stores: StoresOf<Payloads> = ";
  const add = (to: FlatText): boolean => {
    to.text += start;
    const isAdded = addFlat(to, list(stores));
    to.text += ";";
    return isAdded;
  };
  return layoutAsLine(add, {
    otherwise: () => [start, "[", indent([hardline, lines(stores.map(layoutItem))]), hardline, "];"],
  });
}
