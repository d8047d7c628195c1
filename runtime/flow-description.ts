/** A flow as plain data, for pictures and tools. */
export interface FlowDescription {
  readonly name: string;
  readonly description: string | undefined;
  /** The flow file, relative to the project. */
  readonly source: string | undefined;
  readonly entry: string;
  /** In declared order. */
  readonly nodes: readonly NodeDescription[];
}

export interface NodeDescription {
  readonly id: string;
  /** Label for people. */
  readonly name: string;
  readonly kind: "function" | "router" | "loop";
  /** Successors in declared order; a loop's are its body and its done route. */
  readonly next: readonly string[];
  /** Groups of parents that the node waits for; empty if it starts on every arrival. */
  readonly joins: readonly (readonly string[])[];
  /**
   * The successors that start only under conditions, with the condition as the flow file states it. Of the alternatives of each
   * choice, the first that holds is taken. Only nodes with conditions have the key.
   */
  readonly choices?: readonly (readonly AlternativeDescription[])[];
  /** `describe` of the flow file. */
  readonly describe: { readonly [key: string]: unknown } | undefined;
  /** `<flow file>:<line>:<column>`. */
  readonly at: string | undefined;
}

/** An alternative of a choice. */
export interface AlternativeDescription {
  /** The successors that it starts. */
  readonly to: readonly string[];
  /** `when $result.ok`, `otherwise`. */
  readonly reason: string;
}
