import type { Report } from "../diagnostics/report.js";
import type { FlowAst } from "../parse/flow-ast.js";
import type { Activations } from "./facts/activations.js";
import type { Assignment } from "./facts/assignment.js";
import type { DeclaredEdges } from "./facts/declared-edges.js";
import type { GraphFacts } from "./facts/graph-facts.js";
import type { LoopScopes } from "./facts/loop-scopes.js";
import type { Beside } from "./facts/may-run-beside.js";
import type { Ordering } from "./facts/ordering.js";

/** What a rule looks at: the flow and the facts, all computed once. */
export interface RuleContext {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly activations: Activations;
  readonly assignment: Assignment;
  readonly ordering: Ordering;
  /** Which nodes may run concurrently, regardless of what routers choose: what a read may find. */
  readonly beside: Beside;
  /** The same, where routers send to one target: what races. */
  readonly racing: Beside;
  readonly declaredEdges: DeclaredEdges;
  readonly report: Report;
  /** Environment variables that flows may read; undefined: any. */
  readonly env: readonly string[] | undefined;
  /** The id of a node. */
  nameOf(node: number): string;
}

/** Finds one kind of fault and reports it. */
export type Rule = (context: RuleContext) => void;
