import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { Span } from "../diagnostics/span.js";
import type { EmittedModule, Mapping } from "../emit/emitted-module.js";
import type { FlowPlan, NodePlan } from "../plan.js";

/** TypeScript, as the host loaded it, with the program of the modules. */
export interface TypeWorld {
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
  /** A place in a file of the program; its file as diagnostics name it. */
  spanOf(node: ts.Node): Span;
}

/** A flow whose module is part of the program. */
export interface WiredFlow {
  readonly plan: FlowPlan;
  readonly module: EmittedModule;
  /** Text of the flow file. */
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  /** What TypeScript says of the module. */
  readonly diagnostics: readonly ts.Diagnostic[];
}

/** What the search for faults in a flow shares. */
export interface WiringScope extends TypeWorld {
  readonly flow: WiredFlow;
  readonly nodes: ReadonlyMap<string, NodePlan>;
}

/** A fault of TypeScript's, at the part of the module that it is of. */
export interface MappedFault {
  readonly mapping: Mapping;
  readonly diagnostic: ts.Diagnostic;
  /** The innermost node of the module at the fault. */
  readonly at: ts.Node;
}

export type Findings = readonly AnyFinding[];

/** The text of the flow file at a place. */
export function textAt({ flow }: WiringScope, span: Span): string {
  return flow.text.slice(span.start.offset, span.end.offset).trim();
}

/** The nearest node around `node` that a test holds for. */
export function enclosing<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T | undefined {
  for (let found = node as ts.Node | undefined; found !== undefined; found = found.parent as ts.Node | undefined) {
    if (test(found)) return found;
  }
  return undefined;
}
