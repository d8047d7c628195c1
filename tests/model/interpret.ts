/**
 * A second implementation of SPEC 5, 6, 12 and the policies of 7: slow, obvious, one activation after the other. It shares
 * nothing with the runtime except the form of a flow's table.
 */
import type { FlowSpec, LoopNodeSpec, NodeSpec } from "@flowc/runtime";
import { callNode, NestedError, type Visit } from "./call-node.js";
import { alwaysStarted, ConditionError, startedBy } from "./conditional.js";
import { decisionsOf, isDecision } from "./decisions.js";
import { graphOf } from "./graph-of.js";
import { hasRoom } from "./has-room.js";
import { itemsOf } from "./items.js";
import {
  type Activation,
  type Frame,
  type Interpreted,
  type LoopRun,
  OwnError,
  type Settings,
  type Succeeded,
  type Visited,
  type Waiting,
} from "./model.js";
import { byParent, pathOf } from "./recorded-forms.js";
import { sentBy } from "./shorthand.js";
import { known } from "./thrown.js";

export function interpret(spec: FlowSpec, input: unknown, settings: Settings): Interpreted {
  const context = settings.context ?? { steps: [], payloads: {}, joins: {}, routing: {}, errors: [] };
  const { nodeOf, policyOf, kept, isBack, isHeader } = graphOf(spec);
  const queue: Activation[] = [];
  const opened: LoopRun[] = [];
  let waiting: Waiting[] = [];
  const errors: unknown[] = [];
  const visits: Visited[] = [];
  const waits = new Map<string, number>();
  const refused: Interpreted["refused"][number][] = [];
  const nested: Interpreted["nested"][number][] = [];
  /** How often each node has started. */
  const starts = new Map<string, number>();
  /** The groups of joins that have had an arrival, each in its iteration. */
  const arrived = new Set<string>();
  let isOrdered = false;
  const ending = { isCut: false };
  let serial = 0;
  let taken = 0;
  /** Whether the flow's error handler caused the current arrival. */
  let isHandled = false;

  start(nodeOf(spec.entry), input, [], false);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    isHandled = next.isHandled;
    run(next);
    if (ending.isCut || (settings.stops && errors.length > 0)) break;
    endLoops();
  }
  // Of several waiting sets of a join, the oldest is shown: it is written last.
  for (const { target, frames } of waiting.toReversed()) {
    context.joins[target] = byParent(oldestOfEach(target, waitingFor(target, frames)));
  }
  return { context, errors, visits, isOrdered, isCut: ending.isCut, waits, refused, nested };

  // Arrivals

  function arrive(source: string, target: string, payload: unknown, from: readonly Frame[]): void {
    const node = nodeOf(target);
    const frames = kept(from, target);
    const groups = node.joins ?? [];
    if (isBack(source, target) || groups.length < 2) {
      start(node, payload, frames, false);
      return;
    }
    const group = groups.find((parents) => parents.includes(source)) ?? [];
    if (waitingFor(target, frames).length === 0) waits.set(target, (waits.get(target) ?? 0) + 1);
    const seen = [target, groups.indexOf(group), ...frames.map((frame) => frame.serial)].join();
    if (arrived.has(seen)) isOrdered = true;
    arrived.add(seen);
    waiting.push({ target, parent: source, payload, frames, isHandled });
    const oldest = oldestOfEach(target, waitingFor(target, frames));
    context.joins[target] = byParent(oldest);
    if (oldest.length < groups.length) return;
    waiting = waiting.filter((arrival) => !oldest.includes(arrival));
    const before = isHandled;
    isHandled = oldest.some((arrival) => arrival.isHandled);
    start(node, byParent(oldest), frames, true);
    isHandled = before;
  }

  function waitingFor(target: string, frames: readonly Frame[]): Waiting[] {
    const isSame = (others: readonly Frame[]): boolean =>
      others.length === frames.length && others.every((frame, at) => frame.serial === frames[at]?.serial);
    return waiting.filter((arrival) => arrival.target === target && isSame(arrival.frames));
  }

  function oldestOfEach(target: string, arrivals: readonly Waiting[]): Waiting[] {
    const groups = nodeOf(target).joins ?? [];
    return groups.flatMap((group) => arrivals.find(({ parent }) => group.includes(parent)) ?? []);
  }

  function start(node: NodeSpec, payload: unknown, frames: readonly Frame[], isJoined: boolean): void {
    const pass: Frame = { kind: "pass", owner: node.id, serial: serial++, index: -1, loopRun: undefined };
    const inside = isHeader(node.id) ? [...frames, pass] : frames;
    queue.push({ node, payload, frames: inside, loopRun: undefined, isJoined, isHandled });
  }

  // Activations

  function run(activation: Activation): void {
    const { node, frames, isJoined } = activation;
    let given = activation.payload;
    try {
      if (taken === settings.maxSteps) {
        ending.isCut = true;
        throw new OwnError();
      }
      taken += 1;
      context.steps.push({ node_id: node.id, status: "start" });
      starts.set(node.id, (starts.get(node.id) ?? 0) + 1);
      if (isJoined) context.joins[node.id] = given as Record<string, unknown>;
      if (activation.loopRun === undefined && node.inputs !== undefined) given = node.inputs(context as never);
      if (node.kind === "loop") runLoop(node, activation, given);
      else if (node.kind === "router") runRouter(node, frames, given);
      else runPlain(node, frames, given);
    } catch (error) {
      fail(activation, given, error);
    }
  }

  function called(node: NodeSpec, frames: readonly Frame[], given: unknown): unknown {
    const index = frames.filter(({ kind }) => kind === "item").map((frame) => frame.index);
    const visit = starts.get(node.id) ?? 0;
    const { around = [], maxSteps } = settings;
    const policy = policyOf(node);
    const run: Visit["run"] = (inner, of, steps) =>
      interpret(inner, of, { maxSteps: inner.maxSteps ?? maxSteps, stops: true, around: steps });
    return callNode({ node, policy, given, context, index, visit, around, run, ended: (how) => nested.push(how) });
  }

  function runPlain(node: NodeSpec, frames: readonly Frame[], given: unknown): void {
    const result = called(node, frames, given);
    if (isDecision(result)) throw new OwnError();
    write(node, result);
    const started = node.choices === undefined ? undefined : conditionsOf(node, result);
    succeed({ node, frames, given, result });
    if (started === undefined) send(node, frames, result);
    else {
      context.routing[node.id] = started;
      for (const { target } of started) arrive(node.id, target, result, frames);
    }
  }

  function conditionsOf(node: NodeSpec, result: unknown): ReturnType<typeof startedBy> {
    try {
      return startedBy(node, result, context);
    } catch (error) {
      if (!(error instanceof OwnError)) throw error;
      const { onError = "stop" } = policyOf(node);
      refused.push(typeof onError === "object" ? "goto" : onError);
      throw new ConditionError(result);
    }
  }

  function send(node: NodeSpec, frames: readonly Frame[], result: unknown): void {
    for (const { target, payload } of sentBy(node.next ?? [], result)) arrive(node.id, target, payload, frames);
  }

  function runRouter(node: NodeSpec, frames: readonly Frame[], given: unknown): void {
    const next = node.next ?? [];
    const decisions = decisionsOf(called(node, frames, given), given, next);
    if (decisions.some(({ record: { target } }) => !next.includes(target))) throw new OwnError();
    context.routing[node.id] = decisions.map(({ record: entry }) => entry);
    const sent: Record<string, unknown> = {};
    for (const { record: entry, payload } of decisions) sent[entry.target] = payload;
    record(node, frames, given, sent);
    for (const { record: entry, payload } of decisions) arrive(node.id, entry.target, payload, frames);
  }

  function record(node: NodeSpec, frames: readonly Frame[], given: unknown, result: unknown): void {
    write(node, result);
    succeed({ node, frames, given, result });
  }

  function write(node: NodeSpec, result: unknown): void {
    context.payloads[node.id] = result;
    node.writes?.(context as never, result as never);
  }

  function succeed({ node, frames, given, result }: Succeeded): void {
    context.steps.push({ node_id: node.id, status: "success" });
    visits.push({ node: node.id, input: given, path: pathOf(frames), outcome: "success", result });
    collect(node, frames, result);
  }

  function collect(node: NodeSpec, frames: readonly Frame[], result: unknown): void {
    for (const { loopRun, index } of frames) {
      if (loopRun?.results !== undefined && loopRun.node.collect === node.id) loopRun.results[index] = result;
    }
  }

  // Failures

  function fail(activation: Activation, given: unknown, thrown: unknown): void {
    const { node, frames } = activation;
    const error = thrown instanceof NestedError ? thrown.error : thrown;
    if (thrown instanceof NestedError) context.errors.push(...thrown.failures);
    const { names, message } = known(error);
    const entry = { node_id: node.id, exception: names[0] ?? "", message };
    context.steps.push({ node_id: node.id, status: "failed", message });
    context.errors.push(entry);
    visits.push({ node: node.id, input: given, path: pathOf(frames), outcome: "failed" });
    const { onError } = policyOf(node);
    // The flow's own goto does not handle failures of its target, or of anything that follows from it.
    const isFlows = node.policy?.onError === undefined;
    const isOwn = typeof onError === "object" && isFlows && (onError.goto === node.id || isHandled);
    if (ending.isCut || onError === undefined || onError === "stop" || isOwn) {
      errors.push(error);
      if (!settings.stops) return;
      context["failed_node_id"] = node.id;
      context["failed_exception_type"] = entry.exception;
      context["failed_message"] = message;
      return;
    }
    if (typeof onError === "object") {
      if (activation.loopRun !== undefined) {
        activation.loopRun.isOpen = false;
        activation.loopRun.results = undefined;
      }
      isHandled ||= isFlows;
      arrive(node.id, onError.goto, { error: entry, input: given }, frames);
      return;
    }
    const stored = thrown instanceof ConditionError ? thrown.result : given;
    context.payloads[node.id] = stored;
    collect(node, frames, stored);
    if (node.choices !== undefined) {
      for (const target of alwaysStarted(node)) arrive(node.id, target, given, frames);
    } else if (node.kind === "loop") {
      // As if the list ended here: no item starts, and the done route gets an empty list.
      if (node.done !== undefined) arrive(node.id, node.done, [], frames);
    } else if (node.kind !== "router") send(node, frames, given);
  }

  // Loops

  function runLoop(node: LoopNodeSpec, activation: Activation, given: unknown): void {
    const { frames } = activation;
    const loopRun = activation.loopRun ?? openLoop(node, frames, given);
    const index = loopRun.at;
    const item = loopRun.items[index];
    if (item === undefined) {
      context.routing[node.id] = [];
      record(node, frames, loopRun.input, {});
      loopRun.isOpen = false;
      return;
    }
    loopRun.at += 1;
    const payload = node.enumerate === true ? { item: item.value, index } : item.value;
    const again = { [node.id]: { items: loopRun.list, index: index + 1 } };
    context.routing[node.id] = [{ target: node.body }, ...(item.isLast ? [] : [{ target: node.id }])];
    record(node, frames, loopRun.input, { [node.body]: payload, ...(item.isLast ? {} : again) });
    loopRun.results?.push(undefined);
    const frame: Frame = { kind: "item", owner: node.id, serial: serial++, index, loopRun };
    arrive(node.id, node.body, payload, [...frames, frame]);
    if (item.isLast) loopRun.isOpen = false;
    else if (hasRoom(loopRun, queue)) continueLoop(loopRun);
    else loopRun.isHeld = true;
  }

  function continueLoop(loopRun: LoopRun): void {
    const { node, input: payload, frames, isHandled: wasHandled } = loopRun;
    loopRun.isHeld = false;
    queue.push({ node, payload, frames, loopRun, isJoined: false, isHandled: wasHandled });
  }

  function openLoop(node: LoopNodeSpec, frames: readonly Frame[], given: unknown): LoopRun {
    const taken = node.items === undefined ? given : node.items(given as never);
    const found = itemsOf(taken);
    if (found === undefined) throw new OwnError();
    const results = node.done === undefined ? undefined : [];
    const loopRun = { node, input: given, frames, isHandled, ...found, at: 0, isOpen: true, isHeld: false, results };
    opened.push(loopRun);
    return loopRun;
  }

  /**
   * Ends each loop, innermost first, that has no items left and whose items have nothing left to do. A loop that waits for one of its items
   * goes on.
   */
  function endLoops(): void {
    for (const loopRun of opened.toReversed()) {
      if (loopRun.isOpen && loopRun.isHeld && hasRoom(loopRun, queue)) continueLoop(loopRun);
      const isBusy = queue.some((other) => other.frames.some((frame) => frame.loopRun === loopRun));
      if (loopRun.isOpen || isBusy) continue;
      opened.splice(opened.indexOf(loopRun), 1);
      const { node, results } = loopRun;
      isHandled = loopRun.isHandled;
      if (node.done !== undefined && results !== undefined) arrive(node.id, node.done, results, loopRun.frames);
    }
  }
}
