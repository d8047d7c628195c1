import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { Span } from "../diagnostics/span.js";
import type { EmittedModule, Mapping } from "../emit/emitted-module.js";
import type { FlowPlan, NodePlan } from "../plan.js";

/** TypeScript as loaded by the host, with the program that contains the modules. */
export interface TypeWorld {
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
  /** The place of a syntax node in a file of the program. The file is named as in diagnostics. */
  spanOf(node: ts.Node): Span;
  /** The flow whose module a file of the program is; undefined if it is no generated module. */
  flowOf(file: string): string | undefined;
}

/** A flow whose module is part of the program. */
export interface WiredFlow {
  readonly plan: FlowPlan;
  readonly module: EmittedModule;
  /** Text of the flow file. */
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  /** What TypeScript reports for the module. */
  readonly diagnostics: readonly ts.Diagnostic[];
}

/** What is shared by all checks of a flow. */
export interface WiringScope extends TypeWorld {
  readonly flow: WiredFlow;
  readonly nodes: ReadonlyMap<string, NodePlan>;
}

export function wiringScope(world: TypeWorld, flow: WiredFlow): WiringScope {
  return { ...world, flow, nodes: new Map(flow.plan.nodes.map((node) => [node.id, node])) };
}

/** An error of TypeScript, with the part of the module that it is in. */
export interface MappedFault {
  readonly mapping: Mapping;
  readonly diagnostic: ts.Diagnostic;
  /** The innermost syntax node of the module at the error. */
  readonly at: ts.Node;
}

export type Findings = readonly AnyFinding[];

/** The text of the flow file in a span. */
export function textAt({ flow }: WiringScope, span: Span): string {
  return flow.text.slice(span.start.offset, span.end.offset).trim();
}

/** Returns the nearest ancestor of `node`, or the node itself, that passes a test. */
export function enclosing<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T | undefined {
  for (let found = node as ts.Node | undefined; found !== undefined; found = found.parent as ts.Node | undefined) {
    if (test(found)) return found;
  }
  return undefined;
}
