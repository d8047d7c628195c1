import type { Report } from "../diagnostics/report.js";
import type { FlowAst } from "../parse/flow-ast.js";
import type { PlanInput } from "./create-plan.js";
import type { Activations } from "./facts/activations.js";
import type { Assignment } from "./facts/assignment.js";
import type { DeclaredEdges } from "./facts/declared-edges.js";
import type { GraphFacts } from "./facts/graph-facts.js";
import type { LoopScopes } from "./facts/loop-scopes.js";
import type { Beside } from "./facts/may-run-beside.js";
import type { Ordering } from "./facts/ordering.js";
import type { WriteSites } from "./facts/write-sites.js";

/** What rules use: the flow, and facts that are computed only once. */
export interface RuleContext {
  readonly ast: FlowAst;
  readonly facts: GraphFacts;
  /** The part of the graph that runs take: what follows a join that never fires is not `reachable` there. */
  readonly taken: GraphFacts;
  readonly scopes: LoopScopes;
  readonly activations: Activations;
  readonly assignment: Assignment;
  readonly ordering: Ordering;
  /** Which nodes may run concurrently, regardless of what routers choose. Used for what a read may find. */
  readonly beside: Beside;
  /** Same, assuming that every router sends to one target. Used for races. */
  readonly racing: Beside;
  readonly declaredEdges: DeclaredEdges;
  /** Returns the writes in the whole flow that meet a place, in declared order. */
  readonly writeSites: WriteSites;
  readonly callables: PlanInput["callables"];
  readonly collected: PlanInput["collected"];
  readonly report: Report;
  /** Environment variables that flows may read. Undefined allows all. */
  readonly env: readonly string[] | undefined;
  /** Returns the id of a node. */
  nameOf(node: number): string;
}

/** A rule finds and reports one kind of fault. */
export type Rule = (context: RuleContext) => void;
