/**
 * The API for generated modules and their users. It has no dependencies and uses nothing of Node, so it runs anywhere.
 *
 * @module @flowc/runtime
 */
export { policySupport } from "./policies/policies.js";
export { concurrencySupport } from "./concurrency/concurrency.js";
export { has, holds, matches } from "./conditions/ask.js";
export { compare } from "./conditions/compare.js";
export { conditionSupport } from "./conditions/condition-support.js";
export type { Falsy, Reached, Unless, Unmet, Where } from "./conditions/condition-types.js";
export { cycleSupport } from "./cycles/cycle-support.js";
export { gotoSupport } from "./gotos/goto-support.js";
export { joinSupport } from "./joins/join-support.js";
export { limitSupport } from "./loops/limit-support.js";
export { loopSupport } from "./loops/loop-support.js";
export { routerSupport } from "./routers/router.js";
export { undoSupport } from "./undo/undo-support.js";
export { schemaSupport } from "./schemas/schema-support.js";
export type { Answers, Returning, Running, SchemaInput, SchemaOutput } from "./schemas/declared-types.js";
export type { Schema, SchemaIssue } from "./schemas/schema.js";
export { everyFeature } from "./every-feature.js";
export { type ChildFlow, childFlow } from "./children/child-flow.js";
export { parseSteps, type StepPart } from "./children/parse-steps.js";
export { defineFlow } from "./define-flow.js";
export type { Listed, ListOf, Overwritten, Part, Plain, Undoes, Within, Written } from "./emitted-types.js";
export { env } from "./env.js";
export { FlowError, type FlowPlace } from "./flow-error.js";
export type { FlowContext, FlowFailure, RecordedFailure, RoutingRecord, Step } from "./flow-context.js";
export type { Activation, FlowEvent } from "./flow-event.js";
export type { CallArguments, Flow, FlowOf, OutputOf, Rule, RunArguments, SyncFlow } from "./flow.js";
export type { Meta, Node, NodeOptions, Routing, RoutingNode } from "./node.js";
export { part } from "./part.js";
export type { Chosen, NodeTypes, RunResult, Skips } from "./result-types.js";
export { place } from "./place.js";
export type { AlternativeDescription, FlowDescription, NodeDescription } from "./flow-description.js";
export { read } from "./read.js";
export { type Own, type Route, route, type RouteNote } from "./route.js";
export { checkFlow } from "./prepare/check-flow.js";
export type { CycleSpec, Feature, FeatureName, FlowSpec, Stores, StoresOf } from "./flow-spec.js";
export type { Host, HostStep, PendingStep, RunOptions } from "./run-options.js";
export type {
  AlternativeSpec,
  ChoiceSpec,
  ClassNodeSpec,
  DynamicNodeSpec,
  FunctionNodeSpec,
  LoopNodeSpec,
  NodesOf,
  NodeSpec,
  UndoSpec,
  PolicySpec,
} from "./node-spec.js";
export { text } from "./text.js";
export type {
  FitsContext,
  At,
  ConfigOf,
  Input,
  Item,
  Key,
  List,
  Or,
  Property,
  PassesOn,
  Result,
  Returned,
  Routed,
  Run,
  Sent,
  Stops,
  Takes,
  TakesClass,
  TakesContext,
  TakesContextClass,
  Targets,
} from "./wiring.js";
