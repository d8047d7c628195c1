import {
  type Attributes,
  type Context,
  context as active,
  type Exception,
  type Span,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import type { FlowDescription, FlowEvent, HostStep, NodeDescription } from "@flowc/runtime";

type NodeEvent = Extract<FlowEvent, { readonly visit: number }>;

/** The spans of one run. */
export class RunSpans {
  readonly #tracer: Tracer;
  readonly #flow: FlowDescription;
  readonly #nodes: ReadonlyMap<string, NodeDescription>;
  /** Spans of visits that have not ended, keyed by `node#visit`. */
  readonly #open = new Map<string, Span>();
  /** Runs of flows that nodes of this one run, keyed by the step. */
  readonly #inner = new Map<string, RunSpans>();
  #run: Span | undefined = undefined;
  /** The context that the run is in; once it has begun, the one in which the run's span is active. */
  #context: Context;

  constructor(tracer: Tracer, flow: FlowDescription, context = active.active()) {
    this.#tracer = tracer;
    this.#flow = flow;
    this.#context = context;
    this.#nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  }

  /** Calls with the span of the step's node active. */
  during(step: HostStep, call: () => unknown): unknown {
    const span = this.#open.get(nameOf(step));
    return span === undefined ? call() : active.with(trace.setSpan(this.#context, span), call);
  }

  hear(event: FlowEvent): void {
    const [step, ...within] = event.within ?? [];
    if (step !== undefined) {
      this.#hearWithin(step, { ...event, within });
      return;
    }
    switch (event.type) {
      case "run":
        this.#startRun();
        break;
      case "waiting": {
        const missing = event.missing.map((group) => group.join(" | "));
        const attributes = {
          "flowc.node.id": event.nodeId,
          "flowc.join.arrived": [...event.arrived],
          "flowc.join.missing": missing,
        };
        this.#run?.addEvent("flowc.waiting", attributes);
        break;
      }
      case "end":
        this.#endRun(event);
        break;
      case "start":
        this.#start(event);
        break;
      case "undo":
      case "undone":
      case "undo-failed":
        this.#hearUndo(event);
        break;
      default:
        this.#hearOf(event);
    }
  }

  /** Passes on an event of a flow that a node runs. */
  #hearWithin(step: string, event: FlowEvent & { readonly within: readonly string[] }): void {
    const isOfRun = event.within.length === 0;
    // What the flow has done is undone after its end.
    if (isOfUndo(event) && !this.#inner.has(step)) {
      this.#hearUndo({ ...event, within: [step, ...event.within] });
      return;
    }
    if (isOfRun && event.type === "run") {
      const around = this.#open.get(decodeURIComponent(step.slice(0, step.lastIndexOf("@"))));
      const context = around === undefined ? this.#context : trace.setSpan(this.#context, around);
      this.#inner.set(step, new RunSpans(this.#tracer, event.describe?.() ?? { ...this.#flow, nodes: [] }, context));
    }
    this.#inner.get(step)?.hear(event);
    if (isOfRun && event.type === "end") this.#inner.delete(step);
  }

  #startRun(): void {
    const { name, source } = this.#flow;
    const attributes = { "flowc.flow": name, ...(source !== undefined && { "flowc.source": source }) };
    this.#run = this.#tracer.startSpan(`flow ${name}`, { attributes }, this.#context);
    this.#context = trace.setSpan(this.#context, this.#run);
  }

  #start({ nodeId, visit, index }: NodeEvent): void {
    const node = this.#nodes.get(nodeId);
    const attributes: Attributes = {
      "flowc.flow": this.#flow.name,
      "flowc.node.id": nodeId,
      "flowc.node.visit": visit,
    };
    if (index.length > 0) attributes["flowc.item.index"] = [...index];
    if (node !== undefined) attributes["flowc.node.kind"] = node.kind;
    if (node?.at !== undefined) attributes["flowc.place"] = node.at;
    if (node !== undefined && node.joins.length > 0) {
      attributes["flowc.join.parents"] = node.joins.map((group) => group.join(" | "));
    }
    const span = this.#tracer.startSpan(node?.name ?? nodeId, { attributes }, this.#context);
    this.#open.set(nameOf({ nodeId, visit }), span);
  }

  /** An undo has a span of its own: that of the activation has ended. */
  #hearUndo(event: UndoEvent): void {
    const { nodeId, visit, within = [] } = event;
    const key = ["undo", ...within, nameOf(event)].join("/");
    if (event.type === "undo") {
      const attributes: Attributes = {
        "flowc.flow": this.#flow.name,
        "flowc.node.id": nodeId,
        "flowc.node.visit": visit,
        "flowc.undo": true,
      };
      if (within.length > 0) attributes["flowc.within"] = [...within];
      const node = within.length === 0 ? this.#nodes.get(nodeId) : undefined;
      this.#open.set(key, this.#tracer.startSpan(`undo ${node?.name ?? nodeId}`, { attributes }, this.#context));
      return;
    }
    const span = this.#open.get(key);
    if (event.type === "undo-failed" && span !== undefined) fail(span, event.error);
    this.#open.delete(key);
    span?.end();
  }

  #hearOf(event: Exclude<NodeEvent, { readonly type: "start" } | UndoEvent>): void {
    const span = this.#open.get(nameOf(event));
    if (span === undefined) return;
    switch (event.type) {
      case "success":
        // A router's choice, or the item that a loop starts, follows at once and belongs to the same span.
        if (!this.#isFollowed(event)) this.#end(event, span);
        break;
      case "route":
        for (const { target, confidence, reason } of event.routes) {
          const attributes: Attributes = { "flowc.route.target": target };
          if (confidence !== undefined) attributes["flowc.route.confidence"] = confidence;
          if (reason !== undefined) attributes["flowc.route.reason"] = reason;
          span.addEvent("flowc.route", attributes);
        }
        this.#end(event, span);
        break;
      case "item":
        span.addEvent("flowc.item", { "flowc.item.position": event.position });
        this.#end(event, span);
        break;
      case "retry":
        span.recordException(exceptionOf(event.error));
        span.addEvent("flowc.retry", { "flowc.retry.attempt": event.attempt, "flowc.retry.delay_ms": event.delay });
        break;
      case "failed":
        fail(span, event.error);
        this.#end(event, span);
    }
  }

  #isFollowed({ nodeId, result }: Extract<FlowEvent, { readonly type: "success" }>): boolean {
    const kind = this.#nodes.get(nodeId)?.kind;
    if (kind !== "loop") return kind === "router";
    return typeof result === "object" && result !== null && Object.keys(result).length > 0;
  }

  #end(event: NodeEvent, span: Span): void {
    this.#open.delete(nameOf(event));
    span.end();
  }

  /** Ends the spans of callables that are still running. An abort does not wait for them and drops their results. */
  #endRun(event: Extract<FlowEvent, { readonly type: "end" }>): void {
    for (const span of this.#open.values()) {
      span.setAttribute("flowc.dropped", true);
      span.end();
    }
    this.#open.clear();
    if (this.#run === undefined) return;
    if ("error" in event) fail(this.#run, event.error);
    this.#run.end();
  }
}

type UndoEvent = Extract<FlowEvent, { readonly type: "undo" | "undone" | "undo-failed" }>;

function isOfUndo(event: FlowEvent): event is UndoEvent {
  return event.type === "undo" || event.type === "undone" || event.type === "undo-failed";
}

function nameOf({ nodeId, visit }: { readonly nodeId: string; readonly visit: number }): string {
  return `${nodeId}#${visit}`;
}

function fail(span: Span, error: unknown): void {
  const exception = exceptionOf(error);
  span.recordException(exception);
  span.setStatus({
    code: SpanStatusCode.ERROR,
    message: typeof exception === "string" ? exception : (exception.message ?? ""),
  });
}

/** Describes a thrown value. It may be anything, and reading it may throw. */
function exceptionOf(error: unknown): Exception {
  try {
    if (!(error instanceof Error)) return String(error);
    const { name, message, stack = "" } = error;
    return "code" in error ? { code: String(error.code), name, message, stack } : { name, message, stack };
  } catch {
    return "a value that cannot be shown";
  }
}
