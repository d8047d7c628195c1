/**
 * The nodes in the table that a generated module hands to `defineFlow`: plain data and functions. It is loose on purpose:
 * every proof is in the annotations of the generated module, so nothing has to be inferred through it.
 */
import type { NodeOptions } from "./node.js";

type Callable = (...args: never) => unknown;

/** Keeps a value under one id. */
export type Store = (records: Record<string, unknown>, value: unknown) => void;

export type NodeSpec = FunctionNodeSpec | DynamicNodeSpec | ClassNodeSpec | LoopNodeSpec;

interface CommonSpec {
  readonly id: string;
  /** Label for people; the id without it. */
  readonly name?: string;
  /** `line:column` of the node in the flow file. */
  readonly at?: string;
  /** `describe` of the flow file. */
  readonly describe?: { readonly [key: string]: unknown };
  /** What the node is called with; without it, what arrived. */
  readonly inputs?: (context: never) => unknown;
  /** Writes the result to the context. */
  readonly writes?: (context: never, result: never) => void;
  /** Successors in the order of dispatch; back edges too. */
  readonly next?: readonly string[];
  /** The arrival rule, where the node waits: groups of parents, in code-point order of their first members. */
  readonly joins?: readonly (readonly string[])[];
  readonly policy?: PolicySpec;
}

interface CalledSpec extends CommonSpec {
  /** `function` without it. */
  readonly kind?: "function" | "router";
  /** Whether the callable gets the context as its second argument. */
  readonly context?: true;
}

export interface FunctionNodeSpec extends CalledSpec {
  readonly call: Callable;
}

/** The callable is found in the context when the node runs. */
export interface DynamicNodeSpec extends CalledSpec {
  readonly callable: (context: never) => unknown;
}

/** A class of the user's, constructed once, when the flow is defined. */
export interface ClassNodeSpec extends CalledSpec {
  /** Its constructor may take any type of `config`: generated modules check what they pass. */
  readonly node: new (options: NodeOptions<never>) => { readonly run: Callable };
  readonly config?: { readonly [key: string]: unknown };
}

/** A loop's successors are `body` and `done`; `next` is not read. */
export interface LoopNodeSpec extends CommonSpec {
  readonly kind: "loop";
  /** The list in what the node is called with; without it, that itself. Absent properties give undefined. */
  readonly items?: (payload: never) => unknown;
  readonly body: string;
  readonly done?: string;
  readonly collect?: string;
  /** Whether the body gets `{ item, index }`. */
  readonly enumerate?: true;
}

/** Times are milliseconds. */
export interface PolicySpec {
  readonly retry?: {
    /** The first attempt counts. */
    readonly maxAttempts: number;
    readonly delay?: number;
    readonly mode?: "fixed" | "exponential";
    /** 0 to 1. */
    readonly jitter?: number;
    /** Names of errors; all without it. */
    readonly on?: readonly string[];
  };
  /** Of one attempt of a callable. */
  readonly timeout?: number;
  readonly onError?: "stop" | "continue" | { readonly goto: string };
}
