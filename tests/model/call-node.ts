import type { FlowSpec, NodeSpec, PolicySpec } from "@flowc/runtime";
import { Hang } from "./hang.js";
import { type Interpreted, type ModelFailure, type NestedEnd, OwnError } from "./model.js";
import { Nested } from "./nested.js";
import { known } from "./thrown.js";

/** One visit of a node that calls something. */
export interface Visit {
  readonly node: NodeSpec;
  readonly policy: PolicySpec;
  readonly given: unknown;
  readonly context: unknown;
  /** For each loop around, outermost first. */
  readonly index: readonly number[];
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** The attempts of the nodes around that run flows, outermost first. */
  readonly around: readonly number[];
  /** Called for each visit that runs a flow. */
  readonly ended: (how: NestedEnd) => void;
  /** Runs a flow. */
  readonly run: (spec: FlowSpec, input: unknown, around: readonly number[]) => Interpreted;
}

/** The failure of a flow that a node runs, with what it has recorded. */
export class NestedError extends Error {
  readonly error: unknown;
  readonly failures: readonly ModelFailure[];

  constructor(error: unknown, failures: readonly ModelFailure[]) {
    super("a flow within the flow has failed");
    this.error = error;
    this.failures = failures;
  }
}

/** The answer of a node's callable, or of the flow that it runs, after all attempts (SPEC 7, 13). */
export function callNode(visit: Visit): unknown {
  const { node, given, policy } = visit;
  const { retry } = policy;
  let failed = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = attemptOf(visit, attempt);
      if (failed > 0) visit.ended("repaired");
      return result === undefined && node.kind !== "router" ? given : result;
    } catch (error) {
      if (error instanceof NestedError) failed += 1;
      const { names } = known(error instanceof NestedError ? error.error : error);
      const isListed = retry?.on === undefined || names.some((name) => retry.on?.includes(name));
      if (retry === undefined || attempt === retry.maxAttempts || !isListed) throw error;
    }
  }
}

function attemptOf(called: Visit, attempt: number): unknown {
  const { node, given, context, index, around } = called;
  if (!("call" in node)) throw new Error("the model only calls functions");
  const call = node.call as (...all: unknown[]) => unknown;
  const result = call(given, node.context === true ? context : undefined, { attempt, index, around: around.join() });
  // It takes longer than its policy allows.
  if (result instanceof Hang) throw new OwnError();
  return result instanceof Nested ? runNested(called, result, attempt) : result;
}

function runNested({ node, given, index, visit, around, run, ended }: Visit, nested: Nested, attempt: number): unknown {
  const { output } = nested.spec;
  const inner = run(nested.spec, given, [...around, attempt]);
  if (inner.nested.length > 0 && around.length > 0) ended("three deep");
  if (inner.nested.includes("three deep")) ended("three deep");
  if (index.length > 0) ended("in a loop");
  try {
    if (inner.errors.length === 0) {
      const gives = typeof output === "string" ? inner.context.payloads[output] : output?.(inner.context as never);
      ended("success");
      return gives;
    }
  } catch (error) {
    return failed(error);
  }
  return failed(inner.errors[0]);

  function failed(error: unknown): never {
    // It hangs until the timeout of its node aborts it, and an aborted flow leaves no failures.
    const isHung = nested.mayHang && error instanceof OwnError;
    ended(isHung ? "hung" : "failed");
    if (isHung) throw error;
    const step = `${node.id}#${visit}@${attempt}`;
    const failures = inner.context.errors.map((entry) => ({ ...entry, within: [step, ...(entry.within ?? [])] }));
    throw new NestedError(error, failures);
  }
}
