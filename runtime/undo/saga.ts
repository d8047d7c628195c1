import { callers, type Caller } from "../children/callers.js";
import { Flight } from "../concurrency/flight.js";
import { note } from "../engine/activation.js";
import { CallMeta, type Owner } from "../engine/call-meta.js";
import { keepWaiting, leave } from "../engine/contexts-in-use.js";
import { partsOf } from "../engine/dispatch.js";
import { failureOf } from "../engine/failure-of.js";
import { follow } from "../engine/follow.js";
import type { Stoppable } from "../engine/guard.js";
import { takeNext } from "../engine/queue.js";
import { type PreparedNode, Run } from "../engine/state.js";
import { knownIdOf } from "../engine/step-name.js";
import { stop } from "../engine/stop.js";
import type { FlowContext, RecordedFailure } from "../flow-context.js";
import type { Activation, FlowEvent } from "../flow-event.js";
import { FlowError, locate } from "../flow-error.js";
import { inTime } from "../policies/waits.js";
import type { RunOptions } from "../run-options.js";
import { Bookings } from "./bookings.js";
import { atOnce } from "./in-turn.js";
import { type Booking, undoOne } from "./undo-one.js";
import { keyOf, type Started, UnderWay } from "./under-way.js";
import type { Undoable } from "./undoable.js";
import { UndoOwner } from "./undo-owner.js";

/** Keyed by the listener of their runs. */
const sagas = new WeakMap<object, Saga>();

/**
 * What one run has done and can undo (SPEC 15). It hears what happens as the listener of the run, sees the calls, and takes the place of the
 * caller's signal: an abort ends the run's engine at once, and then what still runs is waited for here.
 */
export class Saga {
  readonly context: unknown;
  /** What the run itself is started with. */
  readonly options: RunOptions;
  readonly #undoable: Undoable;
  readonly #listener: RunOptions["onEvent"];
  readonly #signal: AbortSignal | undefined;
  /** Hears the caller's signal. */
  readonly #ear: Stoppable;
  readonly #caller: Caller | undefined;
  readonly #owner: UndoOwner;
  readonly #underWay = new UnderWay();
  readonly #bookings: Bookings<Saga>;
  /** Known once the run has called something. */
  #run: Run | undefined = undefined;
  #lastError: unknown = undefined;
  /** The last event, which waits for what is undone. */
  #end: FlowEvent | undefined = undefined;
  /** Activations that were recorded after the run had stopped. */
  readonly #late = new Set<string>();
  #isOver = false;
  /** How the run goes on once everything is undone, if it does. */
  #next: (() => void) | undefined = undefined;

  constructor(undoable: Undoable, context: unknown, options: RunOptions = {}, mayTurn = true) {
    const { signal, onEvent } = options;
    const controller = new AbortController();
    const id = knownIdOf({ id: options.id });
    const hear = (event: FlowEvent): void => this.#hear(event);
    this.context = context ?? {};
    this.options = { ...options, ...(id !== undefined && { id }), signal: controller.signal, onEvent: hear };
    this.#undoable = undoable;
    this.#bookings = new Bookings<Saga>(this, undoable);
    this.#listener = onEvent;
    this.#signal = signal;
    this.#caller = signal && callers.get(signal);
    this.#owner = new UndoOwner(id, mayTurn);
    this.#ear = { stopped: undefined, guards: undefined, onDrop: (reason) => controller.abort(reason) };
    sagas.set(hear, this);
    if (signal !== undefined) follow(this.#ear, signal);
  }

  /** Returns that of a run, if it can be undone. */
  static of({ onEvent }: Owner): Saga | undefined {
    return onEvent && sagas.get(onEvent);
  }

  // Calls

  /** Notes that an attempt begins. */
  called(meta: CallMeta): void {
    const run = CallMeta.runOf(meta);
    if (this.#run === undefined && run instanceof Run) {
      this.#run = run;
      run.undoFirst = (next) => this.#undoFirst(run, next);
    }
    this.#underWay.called(meta);
  }

  /** Notes the answer of an attempt. Returns it; a promise is a native one then. */
  answered(meta: CallMeta, answer: unknown): unknown {
    return this.#underWay.answered(meta, answer, (started) => {
      if (this.#run?.stopped !== undefined) this.#endLate(started);
    });
  }

  // Events

  #hear(event: FlowEvent): void {
    if (event.within === undefined && !this.#note(event)) return;
    try {
      this.#listener?.(event);
    } catch (error) {
      stop(this.#run ?? this.#ear, error, true);
    }
  }

  /** Notes what happens in the run itself. Returns false for what its listener must not hear now. */
  #note(event: FlowEvent): boolean {
    switch (event.type) {
      case "start":
        this.#underWay.start(event);
        return true;
      case "success":
        this.#succeeded(event, { value: event.result });
        return true;
      case "failed": {
        this.#lastError = event.error;
        const hasStored = this.#run !== undefined && this.#nodeOf(event)?.hasStored?.(this.#run) === true;
        const outcome = this.#underWay.get(event)?.outcome;
        if (hasStored && typeof outcome === "object") this.#succeeded(event, outcome);
        else this.#failed(event);
        return true;
      }
      case "waiting":
        return this.#next === undefined;
      case "end":
        this.#end = event;
        if (typeof this.context === "object" && this.context !== null) keepWaiting(this.context);
        return false;
      default:
        return true;
    }
  }

  #nodeOf({ nodeId }: Activation): PreparedNode | undefined {
    return this.#undoable.plain.get(nodeId);
  }

  #succeeded(activation: Activation, { value }: { readonly value: unknown }): void {
    const started = this.#underWay.end(activation);
    if (started !== undefined) this.#bookings.add(started, value === undefined ? started.input : value);
  }

  #failed(activation: Activation): void {
    const started = this.#underWay.end(activation);
    // Without a call, nothing can have had an effect.
    if (started?.meta !== undefined && this.#bookings.isForFailed(activation)) this.#bookings.add(started, undefined);
  }

  /** Records an activation that has ended after the run has stopped. It sends nothing on. */
  #endLate(started: Started): void {
    const { activation, index, input, meta, outcome } = started;
    const run = this.#run;
    const node = this.#nodeOf(activation);
    if (this.#underWay.get(activation) !== started || run === undefined) return;
    const reason: unknown = meta?.signal.reason;
    // The error that ended the run has aborted the signal, too.
    const isTimedOut = reason !== run.stopped?.error && reason instanceof FlowError && reason.code === "run/timeout";
    if (typeof outcome !== "object" || node === undefined || isTimedOut) {
      this.#failed(activation);
      return;
    }
    const result = outcome.value === undefined ? input : outcome.value;
    try {
      partsOf(node, result);
      node.store(run.payloads, result);
      node.writes?.(run.context, result);
      note(run, node.succeeded);
    } catch {
      this.#failed(activation);
      return;
    }
    this.#late.add(keyOf(activation));
    this.#hear({ type: "success", result, ...activation, index: [...index] });
  }

  // Ends

  /** Waits for what still runs, and undoes everything. Gives the promises to wait for. */
  *undoing(error: unknown): Generator<PromiseLike<unknown>, void> {
    for (const started of this.#underWay.all()) {
      const { activation, meta, answer, began = 0 } = started;
      const node = this.#nodeOf(activation);
      if (meta !== undefined && node !== undefined && answer !== undefined && started.outcome === undefined) {
        try {
          yield inTime(this.#owner, node, { meta, began, answer });
        } catch {
          // It counts as failed.
        }
      }
      this.#endLate(started);
    }
    yield* this.#undoAll(error);
  }

  *#undoAll(error: unknown): Generator<PromiseLike<unknown>, void> {
    for (const { booking, saga } of this.#bookings.takeAll()) yield* saga.#undo(booking, error);
    this.#owner.end();
  }

  *#undo(booking: Booking, error: unknown): Generator<PromiseLike<unknown>, void> {
    const { activation, input, result, node } = booking;
    const about = { ...activation, index: [...booking.index] };
    this.#hear({ type: "undo", input, result, error, ...about });
    try {
      yield* undoOne(booking, { owner: this.#owner, context: this.context, error });
      this.#hear({ type: "undone", ...about });
    } catch (thrown) {
      locate(thrown, node.place);
      this.#record({ node_id: node.id, ...failureOf(thrown), undo: true });
      this.#hear({ type: "undo-failed", error: thrown, ...about });
    }
    this.#owner.end();
  }

  /** Records an undo that failed. A flow that has ended well, or was aborted, leaves that to the run around it. */
  #record(failure: RecordedFailure): void {
    const isLeft = this.#isOver || this.#signal?.aborted === true;
    const around = isLeft && this.#caller !== undefined ? Saga.of(this.#caller.run) : undefined;
    if (around !== undefined && this.#caller !== undefined) {
      around.#record({ ...failure, within: [this.#caller.step, ...(failure.within ?? [])] });
      return;
    }
    const { errors } = this.context as Partial<FlowContext>;
    errors?.push(failure);
  }

  /** Hands what can be undone up to the run around it. */
  succeeded(): void {
    const around = this.#caller && Saga.of(this.#caller.run);
    if (around !== undefined && this.#caller !== undefined) around.#bookings.addAll(this.#caller.step, this.#bookings);
    this.#isOver = true;
    this.#release();
    if (this.#end !== undefined) this.#listener?.(this.#end);
  }

  /** Returns the error that the run ends with. */
  failed(error: unknown): unknown {
    this.#isOver = true;
    this.#release();
    if (this.#end?.type === "end") this.#tellEnd(this.#end);
    // A failure that would have been handled does not count.
    return this.#next === undefined ? error : this.#signal?.reason;
  }

  #tellEnd({ cut = [], ...end }: Extract<FlowEvent, { readonly type: "end" }>): void {
    const left = cut.filter((activation) => !this.#late.has(keyOf(activation)));
    const error: unknown = this.#signal?.reason;
    const reason = this.#next !== undefined && { error };
    try {
      this.#listener?.({ ...end, ...reason, ...(left.length > 0 && { cut: left }) });
    } catch {
      // The error that ended the run counts.
    }
  }

  #release(): void {
    if (typeof this.context === "object" && this.context !== null) leave(this.context);
    this.#ear.guards?.forEach((guard) => guard.onEnd?.());
  }

  // A failure that a `goto` handles once everything is undone

  #undoFirst(run: Run, next: () => void): void {
    // Loops that the failure was in do not go on.
    for (let { loop } = run.iteration; loop !== undefined; { loop } = loop.iteration) loop.live = Infinity;
    if (!this.#owner.mayTurn) {
      // Nothing runs concurrently.
      run.first = run.last = undefined;
      atOnce(this.#undoAll(this.#lastError));
      next();
      return;
    }
    const flight = new Flight(run);
    this.#next = () => {
      flight.restore(run);
      next();
    };
    stop(run, this.#lastError, false);
  }

  /** Prepares a run to go on after everything has been undone; undefined if it ends. */
  resumed(): Run | undefined {
    const next = this.#next;
    const run = this.#run;
    if (next === undefined || run === undefined || this.#signal?.aborted === true) return undefined;
    this.#next = undefined;
    run.stopped = undefined;
    run.first = run.last = undefined;
    run.isFull = run.isTurning = false;
    this.#end = undefined;
    if (this.options.signal !== undefined) follow(run, this.options.signal);
    next();
    takeNext(run);
    return run;
  }
}
