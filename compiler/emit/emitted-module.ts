import type { Span } from "../diagnostics/span.js";

/** A generated module, and the places in the flow file that its parts come from. */
export interface EmittedModule {
  /** Path next to the flow file (or in the output folder), posix, relative to the project. */
  readonly path: string;
  readonly text: string;
  readonly mappings: readonly Mapping[];
}

/** A range of the generated text (UTF-16 offsets, half open) that comes from `span`. */
export interface Mapping {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
  readonly what: MappedPart;
  /** The node's id, if the part belongs to a node. */
  readonly node: string | undefined;
}

/**
 * - `call`: the callable's name where it is passed to the runtime; errors of its payload are reported next to it
 * - `payload`: the type of a payload
 * - `back-payload`: what a back edge (or a goto) sends, checked at its target
 * - `read`: a read
 * - `read-key`: one key of a read's path
 * - `condition`: a comparison in a condition
 * - `write`: a write
 * - `write-key`: one key of a write's path
 * - `config`: what a class is constructed with
 * - `routes`: the successors of a router
 * - `items`: the list of a loop
 * - `schema`: a schema where it is passed to the runtime
 * - `result`: the type that a node declares for its result
 * - `undo`: what undoes a node, where it is passed to the runtime
 * - `import`: the import of a callable or type
 */
export type MappedPart =
  | "call"
  | "config"
  | "payload"
  | "back-payload"
  | "read"
  | "read-key"
  | "condition"
  | "write"
  | "write-key"
  | "routes"
  | "items"
  | "schema"
  | "result"
  | "undo"
  | "import";
