import type { Code } from "../../../compiler/diagnostics/catalogue.js";
import type { ReadPlan } from "../../../compiler/plan.js";
import type { AnalyzedFlow, Found } from "./analyze-large.js";
import { readText } from "./flow.js";
import type { Graph } from "./graph.js";

/** What the analysis says about a flow, as questions that a run can answer. Nodes are given by position. */
export interface Verdicts {
  /** Findings with a certain code at a node. */
  at(code: Code, node: number): readonly Found[];
  has(code: Code): boolean;
  readonly all: readonly Found[];
  /** Whether a finding with one of the codes is about the node, or about something that leads to it. */
  isBehind(codes: readonly Code[], node: number): boolean;
  /** What the plan says about a read. */
  planOf(node: number, text: string): ReadPlan | undefined;
}

export function createVerdicts({ found, analysis }: AnalyzedFlow, graph: Graph): Verdicts {
  const byNode = new Map<string, Found[]>();
  for (const finding of found) {
    const key = `${finding.code} ${subjectOf(finding, graph)}`;
    byNode.set(key, [...(byNode.get(key) ?? []), finding]);
  }
  const at = (code: Code, node: number): readonly Found[] => byNode.get(`${code} ${node}`) ?? none;
  const plans = new Map(
    analysis?.ast.nodes.flatMap((_, node) =>
      analysis.assignment.readsAt(node).map((read): [string, ReadPlan] => {
        return [`${node} ${readText({ scope: read.scope, path: read.path.map(String) })}`, read];
      }),
    ),
  );
  return {
    at,
    all: found,
    has: (code) => found.some((finding) => finding.code === code),
    isBehind: (codes, node) =>
      found.some((finding) => {
        if (!codes.includes(finding.code)) return false;
        const cause = subjectOf(finding, graph);
        return cause === node || graph.reachOf(cause).has(node);
      }),
    planOf: (node, text) => plans.get(`${node} ${text}`),
  };
}

const none: readonly Found[] = [];

/** The node that a finding is about: the one that its message names, or else the one at its place. */
export function subjectOf({ params, node }: Found, { indexOf }: Graph): number {
  return "id" in params && typeof params.id === "string" ? (indexOf.get(params.id) ?? node) : node;
}
