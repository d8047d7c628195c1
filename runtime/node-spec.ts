/**
 * The nodes in the table that a generated module passes to `defineFlow`: plain data and functions. Their types are
 * loose on purpose: the annotations of the generated module prove everything, so nothing has to be inferred through the
 * table.
 */
import type { NodeOptions } from "./node.js";
import type { Schema } from "./schemas/schema.js";

type Callable = (...args: never) => unknown;

/** Stores a value under one id. */
export type Store = (records: Record<string, unknown>, value: unknown) => void;

/** `C` is the type of the context that `writes` gets if it does not annotate that parameter. */
export type NodeSpec<C = never> = FunctionNodeSpec<C> | DynamicNodeSpec<C> | ClassNodeSpec<C> | LoopNodeSpec<C>;

/**
 * The nodes of a generated module, in declared order; there is at least one. As an array, TypeScript would compare each
 * node with all others to find the type of the elements; for a tuple it does not.
 */
export type NodesOf<C = never> = readonly [NodeSpec<C>, ...NodeSpec<C>[]];

interface CommonSpec<C> {
  readonly id: string;
  /** Label for people. Default: the id. */
  readonly name?: string;
  /** `line:column` of the node in the flow file. */
  readonly at?: string;
  /** `describe` of the flow file. */
  readonly describe?: { readonly [key: string]: unknown };
  /** Computes what the node is called with. Default: what arrived. */
  readonly inputs?: (context: never) => unknown;
  /** Writes the result to the context. */
  readonly writes?: (context: C, result: never) => void;
  /** Successors in the order of dispatch, including back edges. */
  readonly next?: readonly string[];
  /**
   * The successors that start only under conditions. Of the alternatives of each choice, the first that holds is taken. All other
   * successors always start.
   */
  readonly choices?: readonly ChoiceSpec[];
  /** The arrival rule of a node that waits: groups of parents, in code-point order of their first members. */
  readonly joins?: readonly (readonly string[])[];
  readonly policy?: PolicySpec;
}

export type ChoiceSpec = readonly AlternativeSpec[];

export interface AlternativeSpec {
  /** The successors that it starts. */
  readonly to: readonly string[];
  /** What is recorded as the reason: `when $result.ok`, `otherwise`. */
  readonly reason: string;
  /** Whether it holds, once the node has written its outputs. Default: it does. */
  readonly when?: (result: never, context: never) => boolean;
}

interface CalledSpec<C> extends CommonSpec<C> {
  /** Default: `function`. */
  readonly kind?: "function" | "router";
  /** Whether the callable gets the context as its second argument. */
  readonly context?: true;
  /** What its results must fit (SPEC 1). Needs `schemaSupport`. */
  readonly result?: Schema;
  /** What undoes its activations if the run fails (SPEC 15). Needs `undoSupport`. */
  readonly undo?: UndoSpec;
}

/** Called with `{ input, result, error }`, the context and a `meta`. */
export interface UndoSpec {
  readonly call: Callable;
  /** Whether failed activations are undone too. */
  readonly failed?: true;
}

export interface FunctionNodeSpec<C = never> extends CalledSpec<C> {
  readonly call: Callable;
}

/** A node that looks up its callable in the context when it runs. */
export interface DynamicNodeSpec<C = never> extends CalledSpec<C> {
  readonly callable: (context: never) => unknown;
}

/** A node class written by the user. It is constructed once, when the flow is defined. */
export interface ClassNodeSpec<C = never> extends CalledSpec<C> {
  /** Its constructor may take any type of `config`: generated modules check what they pass. */
  readonly node: new (options: NodeOptions<never>) => { readonly run: Callable };
  readonly config?: { readonly [key: string]: unknown };
}

/** A loop's successors are `body` and `done`; `next` is not read. */
export interface LoopNodeSpec<C = never> extends CommonSpec<C> {
  readonly kind: "loop";
  /**
   * Reads the list from what the node is called with. Default: that is the list itself. Absent properties read as
   * undefined.
   */
  readonly items?: (payload: never) => unknown;
  readonly body: string;
  readonly done?: string;
  readonly collect?: string;
  /** Whether the body gets `{ item, index }`. */
  readonly enumerate?: true;
  /** Maximum number of its items that are under way, with all that they cause. Default: no limit. Needs `limitSupport`. */
  readonly concurrency?: number;
}

/** Times are in milliseconds. */
export interface PolicySpec {
  readonly retry?: {
    /** Including the first attempt. */
    readonly maxAttempts: number;
    readonly delay?: number;
    readonly mode?: "fixed" | "exponential";
    /** From 0 to 1. */
    readonly jitter?: number;
    /** Names of the errors to retry. Default: all errors. */
    readonly on?: readonly string[];
  };
  /** For one attempt of a callable. */
  readonly timeout?: number;
  readonly onError?: "stop" | "continue" | { readonly goto: string; readonly undo?: true };
}
