import type { FlowPlan } from "../../plan.js";
import { tableFormat } from "../../table-format.js";
import { type Doc, hardline, indent, join, lines } from "../print/doc.js";
import type { EmitScope } from "../types/emit-scope.js";
import { type Entry, list, literal, name, object } from "./expression.js";
import { layoutEntry, layoutExpression } from "./layout-expression.js";
import { nodeEntry } from "./node-entry.js";
import { optional, policyExpression } from "./policy-expression.js";
import { storeEntries } from "./stores-expression.js";
import { usedFeatures } from "./used-features.js";

/** The parts of a flow's table, used for its layout and to collect the names in it. */
export interface FlowEntries {
  readonly head: readonly Entry[];
  /** The entries of each node. */
  readonly nodes: readonly (readonly Entry[])[];
  readonly tail: readonly Entry[];
  /** Entries of the constant `stores`. The table refers to it if there are any. */
  readonly stores: readonly Entry[];
}

type Say = (plan: FlowPlan) => Entry[];
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
  cycles: (plan) => (plan.cycles.length === 0 ? [] : [{ key: "cycles", value: cyclesExpression(plan) }]),
  policy: ({ policy }) => (policy === undefined ? [] : [{ key: "policy", value: policyExpression(policy) }]),
  concurrency: ({ concurrency }) => optional("concurrency", concurrency),
  maxSteps: ({ maxSteps }) => optional("maxSteps", maxSteps),
  // Not part of the table.
  input: () => [],
  context: () => [],
  span: () => [],
};

/** Returns the table of a flow (`FlowSpec`). */
export function flowEntries(scope: EmitScope): FlowEntries {
  const { plan } = scope;
  return {
    head: [{ key: "format", value: literal(tableFormat(plan)) }, ...Object.values(headOf).flatMap((say) => say(plan))],
    nodes: plan.nodes.map((node) => nodeEntry(scope, node)),
    tail: [...Object.values(tailOf).flatMap((say) => say(plan)), ...usesEntry(plan)],
    stores: storeEntries(plan),
  };
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

/** Lays out the table as the argument of `defineFlow`, with every node on its own lines. */
export function layoutFlow({ head, nodes, tail, stores }: FlowEntries): Doc {
  const entry = (part: Entry): Doc => [layoutEntry(part), ","];
  const nodeDocs = nodes.map((entries) => ["{", indent([hardline, lines(entries.map(entry))]), hardline, "},"]);
  const list: Doc = ["nodes: [", indent([hardline, join(hardline, nodeDocs)]), hardline, "],"];
  const last = stores.length === 0 ? [] : ["stores,"];
  return ["{", indent([hardline, lines([...head.map(entry), list, ...tail.map(entry), ...last])]), hardline, "}"];
}

/**
 * Lays out the constant with the stores. It is not part of the table: TypeScript infers from that call, and functions
 * without types of their own in it made checking 200 flows take 20 % longer.
 */
export function layoutStores(stores: readonly Entry[]): Doc {
  return ["const stores: Stores = ", layoutExpression(object(stores, true)), ";"];
}
