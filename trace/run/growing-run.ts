import type { Json } from "../../runtime/trace/index.js";
import type { ActivationName, RunEvent } from "../read/run-event.js";
import type { FailedAttempt, RecordedActivation, RecordedRun, WaitingJoin } from "./recorded-run.js";

type OfType<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;

/** Grows with the events; `end` is unknown while it runs. */
interface Growing extends Omit<{ -readonly [Key in keyof RecordedActivation]: RecordedActivation[Key] }, "end"> {
  retries: FailedAttempt[];
  end: number | undefined;
}

/** What one run of a flow did, by its events: the run of a record, or that of a flow that a node ran. */
export class GrowingRun {
  /** By node and visit, in the order in which they started. */
  readonly #activations = new Map<string, Growing>();
  readonly #within: readonly string[] | undefined;
  readonly #values: { input?: Json; error?: Json; context?: Json } = {};
  #waiting: WaitingJoin[] = [];
  #ended: number | undefined;
  #hasFailed = false;

  constructor(within?: readonly string[]) {
    this.#within = within;
  }

  /** Begins with what another process recorded of the same run. */
  goOn(): void {
    [this.#ended, this.#hasFailed, this.#waiting] = [undefined, false, []];
    delete this.#values.error;
  }

  /** When its `end` came; undefined if the record has none. */
  get ended(): number | undefined {
    return this.#ended;
  }

  get status(): RecordedRun["status"] {
    if (this.#ended === undefined) return "cut off";
    return this.#hasFailed ? "failed" : "done";
  }

  get values(): { readonly input?: Json; readonly error?: Json; readonly context?: Json } {
    return this.#values;
  }

  get waiting(): readonly WaitingJoin[] {
    return this.#waiting;
  }

  /** Whether an activation can still do something; undefined if it never started. One that failed may be begun again by another process. */
  isUnderWay(name: ActivationName): boolean | undefined {
    const activation = this.#activations.get(keyOf(name));
    return activation === undefined ? undefined : !isDone(activation);
  }

  /** The activations; `cutTime` says when one that did not end was cut off. */
  activations(cutTime: (start: number) => number): readonly RecordedActivation[] {
    return [...this.#activations.values()].map((activation) =>
      activation.end === undefined
        ? { ...activation, end: Math.max(activation.start, cutTime(activation.start)), state: "cut" }
        : { ...activation, end: Math.max(activation.start, activation.end) },
    );
  }

  take(event: RunEvent, time: number): void {
    switch (event.type) {
      case "run":
        if (event.input !== undefined) this.#values.input ??= event.input;
        break;
      case "start":
        this.#start(event, time);
        break;
      case "success":
      case "failed":
        this.#settle(event, time);
        break;
      case "route":
      case "item":
        this.#extend(event);
        break;
      case "retry":
        this.#retry(event, time);
        break;
      case "undo":
      case "undone":
      case "undo-failed":
        this.#undo(event, time);
        break;
      case "waiting":
        this.#waiting.push({ node: event.node, arrived: event.arrived, missing: event.missing });
        break;
      case "context":
        if (event.value !== undefined) this.#values.context = event.value;
        break;
      case "end":
        this.#ended = time;
        this.#hasFailed = event.error !== undefined;
        if (event.error !== undefined) this.#values.error = event.error;
    }
  }

  #start({ node, visit, index = [], from = [], input }: OfType<"start">, time: number): void {
    const key = keyOf([node, visit]);
    const earlier = this.#activations.get(key);
    // A process that goes on with a run repeats what an earlier one has done.
    if (isDone(earlier)) return;
    this.#activations.delete(key);
    this.#activations.set(key, {
      node,
      ...(this.#within !== undefined && { within: this.#within }),
      visit,
      index,
      causes: from,
      state: "cut",
      start: time,
      end: undefined,
      restarts: earlier === undefined ? 0 : earlier.restarts + 1,
      retries: earlier?.retries ?? [],
      ...(input !== undefined && { input }),
    });
  }

  #settle(event: OfType<"success" | "failed">, time: number): void {
    const activation = this.#running(event);
    if (activation === undefined) return;
    activation.end = time;
    if (event.type === "success") {
      activation.state = "ok";
      if (event.result !== undefined) activation.result = event.result;
      return;
    }
    activation.state = event.handled === undefined ? "failed" : "handled";
    if (event.handled !== undefined) activation.handled = event.handled;
    if (event.error !== undefined) activation.error = event.error;
    if (event.at !== undefined) activation.at = event.at;
  }

  /** Routes and items follow the success of their node. */
  #extend(event: OfType<"route" | "item">): void {
    const activation = this.#activations.get(keyOf([event.node, event.visit]));
    if (activation === undefined) return;
    if (event.type === "item") activation.item ??= event.position;
    else if (event.routes !== undefined) activation.routes ??= event.routes;
  }

  #retry(event: OfType<"retry">, time: number): void {
    const { attempt, delay, error } = event;
    this.#running(event)?.retries.push({ attempt, delay, time, ...(error !== undefined && { error }) });
  }

  #undo(event: OfType<"undo" | "undone" | "undo-failed">, time: number): void {
    const activation = this.#activations.get(keyOf([event.node, event.visit]));
    if (activation === undefined) return;
    const start = activation.undo?.start ?? time;
    const state = event.type === "undo" ? "cut" : event.type === "undone" ? "ok" : "failed";
    const error = event.type === "undo-failed" ? event.error : undefined;
    activation.undo = { state, start, end: time, ...(error !== undefined && { error }) };
  }

  #running({ node, visit }: { readonly node: string; readonly visit: number }): Growing | undefined {
    const activation = this.#activations.get(keyOf([node, visit]));
    return isDone(activation) ? undefined : activation;
  }
}

/** Whether an activation has a result: another process only repeats it. */
function isDone(activation: Growing | undefined): boolean {
  return activation?.end !== undefined && activation.state !== "failed";
}

/** A key of maps. */
export function keyOf([node, visit]: ActivationName): string {
  return `${visit} ${node}`;
}
