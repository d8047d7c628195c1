import type { Span } from "../diagnostics/span.js";

/** A generated module and which part of it stands for which place of the flow file. */
export interface EmittedModule {
  /** Path next to the flow file (or in the output folder), posix, relative to the project. */
  readonly path: string;
  readonly text: string;
  readonly mappings: readonly Mapping[];
}

/** A range of the emitted text (UTF-16 offsets, half open) that states what `span` says. */
export interface Mapping {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
  readonly what: MappedPart;
  /** The node's id, where the part belongs to a node. */
  readonly node: string | undefined;
}

/**
 * - `call`: the callable's name where it is handed to the runtime; errors of its payload are reported next to it
 * - `payload`: a payload's type; `back-payload`: what a back edge (or a goto) brings, checked at its target
 * - `read`: a read; `read-key`: one key of its path
 * - `write`: a write; `write-key`: one key of its path
 * - `config`: what a class is constructed with
 * - `routes`: a router's successors
 * - `items`: a loop's list
 * - `import`: the import of a callable or type
 */
export type MappedPart =
  | "call"
  | "config"
  | "payload"
  | "back-payload"
  | "read"
  | "read-key"
  | "write"
  | "write-key"
  | "routes"
  | "items"
  | "import";
