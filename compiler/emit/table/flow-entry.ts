import type { FlowPlan } from "../../plan.js";
import { type Doc, hardline, indent, join, lines } from "../print/doc.js";
import { docComment } from "../print/doc-comment.js";
import type { EmitScope } from "../types/emit-scope.js";
import { type Entry, list, literal, name, object } from "./expression.js";
import { layoutEntry, layoutExpression } from "./layout-expression.js";
import { nodeEntry } from "./node-entry.js";
import { optional, policyExpression } from "./policy-expression.js";
import { storeEntries } from "./stores-expression.js";
import { usedFeatures } from "./used-features.js";

/** The parts of a flow's table, for its layout and for the names that it uses. */
export interface FlowEntries {
  readonly head: readonly Entry[];
  readonly nodes: readonly { readonly summary: string | undefined; readonly entries: readonly Entry[] }[];
  readonly tail: readonly Entry[];
  /** Of the constant `stores`, which the table names where there is any. */
  readonly stores: readonly Entry[];
}

/** The table of a flow (`FlowSpec`). */
export function flowEntries(scope: EmitScope): FlowEntries {
  const { plan } = scope;
  return {
    head: [
      { key: "name", value: literal(plan.name) },
      { key: "source", value: literal(plan.file) },
      ...optional("description", plan.description),
      { key: "entry", value: literal(plan.entry) },
    ],
    nodes: plan.nodes.map((node) => ({ summary: summaryOf(node), entries: nodeEntry(scope, node) })),
    tail: [
      ...(plan.cycles.length === 0 ? [] : [{ key: "cycles", value: cyclesExpression(plan) }]),
      ...(plan.policy === undefined ? [] : [{ key: "policy", value: policyExpression(plan.policy) }]),
      ...optional("concurrency", plan.concurrency),
      ...optional("maxSteps", plan.maxSteps),
      ...usesEntry(plan),
    ],
    stores: storeEntries(plan),
  };
}

/** The parts of the runtime that only some flows need. */
function usesEntry(plan: FlowPlan): Entry[] {
  const names = usedFeatures(plan);
  return names.length === 0 ? [] : [{ key: "uses", value: list(names.map(name)) }];
}

function summaryOf({ describe }: FlowPlan["nodes"][number]): string | undefined {
  const summary = describe !== undefined && Object.hasOwn(describe, "summary") ? describe["summary"] : undefined;
  return typeof summary === "string" ? summary : undefined;
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

/** The table as the argument of `defineFlow`: every node on lines of its own. */
export function layoutFlow({ head, nodes, tail, stores }: FlowEntries): Doc {
  const entry = (part: Entry): Doc => [layoutEntry(part), ","];
  const nodeDocs = nodes.map(({ summary, entries }) => [
    summary === undefined ? "" : docComment(summary).map((text) => [text, hardline]),
    ["{", indent([hardline, lines(entries.map(entry))]), hardline, "},"],
  ]);
  const list: Doc = ["nodes: [", indent([hardline, join(hardline, nodeDocs)]), hardline, "],"];
  const last = stores.length === 0 ? [] : ["stores,"];
  return ["{", indent([hardline, lines([...head.map(entry), list, ...tail.map(entry), ...last])]), hardline, "}"];
}

/**
 * The constant that holds the stores. As a part of the table, whose call TypeScript infers from, functions without types of
 * their own made checks of 200 flows take a fifth longer.
 */
export function layoutStores(stores: readonly Entry[]): Doc {
  return ["const stores: Stores = ", layoutExpression(object(stores, true)), ";"];
}
