import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { CallablePlan, FlowPlan, NodePlan, TypeReferencePlan, UndoPlan } from "../compiler/plan.js";

/** What a picture needs to know of a flow: every plan has it, and `recoverSource` finds it in a flow with errors. */
export interface PictureSource extends Pick<
  FlowPlan,
  "name" | "file" | "description" | "policy" | "concurrency" | "maxSteps"
> {
  readonly entry: string | undefined;
  readonly input: Pick<TypeReferencePlan, "module" | "exportName"> | undefined;
  readonly nodes: readonly SourceNode[];
}

export type SourceNode = SourceCalled | SourceLoop;

interface SourceCommon extends Pick<
  NodePlan,
  "id" | "name" | "successors" | "choices" | "arrival" | "loop" | "describe" | "policy" | "span"
> {}

export interface SourceCalled extends SourceCommon {
  readonly kind: "function" | "router";
  /** Undefined if it could not be resolved. */
  readonly callable: CallablePlan | undefined;
  readonly undo?: Pick<UndoPlan, "failed"> | undefined;
  /** The flow that a node of a flow with errors names, if something is wrong with it. */
  readonly brokenFlow?: BrokenFlow;
}

export interface BrokenFlow {
  /** As it is written: `./enrich.flow.yaml`. */
  readonly reference: string;
  readonly finding: Pick<Diagnostic, "code" | "message">;
}

export interface SourceLoop extends SourceCommon {
  readonly kind: "loop";
  /** Undefined if it could not be resolved. */
  readonly body: string | undefined;
  readonly done: string | undefined;
  readonly collect: string | undefined;
  readonly itemsKey: string | undefined;
  readonly enumerate: boolean;
  readonly concurrency: number | undefined;
}
