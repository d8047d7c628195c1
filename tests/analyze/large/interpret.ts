/**
 * A run of a flow according to SPEC 5 to 7, without values or an order: which activations there are, and which of them
 * caused which. Everything that a schedule may do, at any concurrency, follows from that. It shares nothing with the
 * compiler or the runtime.
 */
import { type Ancestors, createAncestors } from "./ancestors.js";
import type { Graph } from "./graph.js";
import type { Places } from "./places.js";

/** Decides what the flow leaves open: what routers send, what fails, how many items a list has. */
export interface Chooser {
  fails(node: number, visit: number): boolean;
  /** Positions in `next`. */
  targets(node: number, visit: number): readonly number[];
  items(node: number, visit: number): number;
  /** Which of the activations that are ready runs next. */
  pick(ready: number): number;
}

/** An item of a loop, or a pass of a cycle. */
export interface Frame {
  readonly kind: "item" | "pass";
  /** The loop, or the header of the cycle. */
  readonly owner: number;
  readonly serial: number;
  readonly outer: Frame | undefined;
  readonly loopRun: LoopRun | undefined;
}

interface LoopRun {
  readonly node: number;
  readonly frame: Frame | undefined;
  /** The row with the causes that the done route waits for. */
  readonly row: number;
  readonly isHandling: boolean;
  isOpen: boolean;
  /** Number of activations of its items that have not ended. */
  pending: number;
}

export interface Activation {
  readonly node: number;
  /**
   * The node whose arrival alone, or over `|`, or whose failure started it. Undefined for a join, the entry, and the
   * targets of back edges.
   */
  readonly from: number | undefined;
  /** Whether a failure started it. */
  readonly isGone: boolean;
  readonly frame: Frame | undefined;
  /** Whether the flow's error handler caused it. */
  readonly isHandling: boolean;
  hasFailed: boolean;
}

export interface Write {
  /** The activation that wrote. */
  readonly by: number;
  /** The node that a list of sources would name. */
  readonly source: number;
  /** Whether it was written through context access, which no list of sources names. */
  readonly isOpen: boolean;
}

export interface Run {
  readonly activations: readonly Activation[];
  readonly ancestors: Ancestors;
  /** Keyed by place. */
  readonly writes: ReadonlyMap<number, readonly Write[]>;
  /** Joins that still waited at the end. */
  readonly waiting: ReadonlySet<number>;
  /** Whether a router sent to several targets. */
  readonly isSingle: boolean;
  /** Whether each router without a type sent to one target at most. For races and double starts, the analysis assumes that. */
  readonly isUsual: boolean;
  /** Whether a failure led to the target of a `goto`. */
  readonly hasGone: boolean;
  /** Whether a failure ended the run. */
  readonly hasFailed: boolean;
  /** Whether the run was cut off after too many activations. */
  readonly isCut: boolean;
}

/** Maximum number of activations in a run. */
export const limit = 128;

interface Queued {
  readonly activation: Activation;
  readonly row: number;
  /** Set if a loop continues with its next item. */
  readonly loopRun: LoopRun | undefined;
  readonly left: number;
}

interface Arrival {
  readonly group: number;
  readonly cause: number;
  readonly isHandling: boolean;
}

export function interpret(graph: Graph, places: Places, chooser: Chooser): Run {
  const { nodes, next, rules, groups, extents, isBack } = graph;
  // Loops have rows too, which are taken from the end, since they are not activations.
  const ancestors = createAncestors(limit * 2);
  const activations: Activation[] = [];
  const ready: Queued[] = [];
  const writes = new Map<number, Write[]>();
  const kept = new Map<string, { readonly target: number; arrivals: Arrival[] }>();
  const visits = nodes.map(() => 0);
  let serial = 1;
  let loopRows = 0;
  const ending = { isCut: false, hasFailed: false, hasGone: false, isSingle: true, isUsual: true };

  start(0, undefined, { from: undefined, isGone: false, causes: [], isHandling: false });
  while (ready.length > 0 && !ending.isCut) {
    const at = chooser.pick(ready.length);
    const [queued] = ready.splice(at, 1);
    if (queued !== undefined) run(queued);
  }
  const waiting = new Set([...kept.values()].flatMap(({ target, arrivals }) => (arrivals.length > 0 ? [target] : [])));
  return { activations, ancestors, writes, waiting, ...ending };

  // Starts

  function start(
    node: number,
    frame: Frame | undefined,
    { causes, ...cause }: Pick<Activation, "from" | "isGone" | "isHandling"> & { readonly causes: readonly number[] },
  ): void {
    const pass: Frame | undefined = extents.has(node)
      ? { kind: "pass", owner: node, serial: serial++, outer: frame, loopRun: undefined }
      : frame;
    enqueue({ node, ...cause, frame: pass, hasFailed: false }, causes, undefined, -1);
  }

  function enqueue(
    activation: Activation,
    causes: readonly number[],
    loopRun: LoopRun | undefined,
    left: number,
  ): void {
    if (activations.length === limit) {
      ending.isCut = true;
      return;
    }
    const row = activations.push(activation) - 1;
    for (const cause of causes) ancestors.add(row, cause);
    for (let frame = activation.frame; frame !== undefined; frame = frame.outer)
      if (frame.loopRun !== undefined) frame.loopRun.pending += 1;
    ready.push({ activation, row, loopRun, left });
  }

  function arrive(source: number, target: number, { row, frame: from, isHandling, isGoto }: Sending): void {
    const frame = keep(from, target);
    const waits = groups[target] ?? [];
    if (isBack(source, target) || waits.length < 2) {
      const parent = isBack(source, target) ? undefined : source;
      start(target, frame, { from: parent, isGone: isGoto === true, causes: [row], isHandling });
      return;
    }
    const key = `${target} ${frame?.serial ?? 0}`;
    const known = kept.get(key) ?? { target, arrivals: [] };
    kept.set(key, known);
    note(places.joined(target, source), { by: row, source: target, isOpen: false });
    known.arrivals.push({ group: waits.findIndex((group) => group.includes(source)), cause: row, isHandling });
    const oldest = waits.map((_, group) => known.arrivals.find((arrival) => arrival.group === group));
    const complete = oldest.flatMap((arrival) => arrival ?? []);
    if (complete.length < waits.length) return;
    known.arrivals = known.arrivals.filter((arrival) => !complete.includes(arrival));
    const causes = complete.map(({ cause }) => cause);
    const isHandled = complete.some((arrival) => arrival.isHandling);
    start(target, frame, { from: undefined, isGone: false, causes, isHandling: isHandled });
  }

  /** The items and passes around a node that also contain its target (SPEC 2). */
  function keep(from: Frame | undefined, target: number): Frame | undefined {
    let result = from;
    for (let frame = from; frame !== undefined; frame = frame.outer) {
      if (frame.kind !== "pass") continue;
      if (frame.owner === target || extents.get(frame.owner)?.has(target) !== true) result = frame.outer;
    }
    return result;
  }

  // Activations

  function run({ activation, row, loopRun, left }: Queued): void {
    const { node } = activation;
    const visit = (visits[node] = (visits[node] ?? 0) + 1);
    const sending: Sending = { row, frame: activation.frame, isHandling: activation.isHandling };
    if (nodes[node]?.kind === "loop") runLoop(node, { activation, row, loopRun, left }, visit);
    else if (chooser.fails(node, visit)) {
      if (!fail(activation, sending)) return;
    } else {
      succeed(node, row);
      const targets = next[node] ?? [];
      const isChoosing = nodes[node]?.kind === "router" || nodes[node]?.choices !== undefined;
      const chosen = isChoosing ? chooser.targets(node, visit) : targets.map((_, at) => at);
      if (nodes[node]?.kind === "router" && chosen.length > 1) {
        ending.isSingle = false;
        if (nodes[node].decisions === undefined) ending.isUsual = false;
      }
      for (const at of chosen) arrive(node, targets[at] ?? 0, sending);
    }
    end(activation, row);
  }

  function succeed(node: number, row: number): void {
    note(places.result(node), { by: row, source: node, isOpen: false });
    for (const place of places.written(node)) note(place, { by: row, source: node, isOpen: false });
    const secret = places.secret(node);
    if (secret !== undefined) note(secret, { by: row, source: node, isOpen: true });
  }

  function note(place: number, write: Write): void {
    const list = writes.get(place);
    if (list === undefined) writes.set(place, [write]);
    else list.push(write);
  }

  /** Whether the run continues after it. */
  function fail(activation: Activation, sending: Sending): boolean {
    const { node, isHandling } = activation;
    const rule = rules[node];
    activation.hasFailed = true;
    // The flow's own goto does not handle failures that its handler caused.
    if (rule === undefined || rule.action === "stop" || (rule.action === "goto" && rule.isOfFlow && isHandling)) {
      ending.hasFailed = true;
      return false;
    }
    if (rule.action === "goto") {
      ending.hasGone = true;
      arrive(node, rule.goto ?? 0, { ...sending, isGoto: true, isHandling: isHandling || rule.isOfFlow });
      return true;
    }
    note(places.result(node), { by: sending.row, source: node, isOpen: false });
    // A router that has failed has decided nothing.
    // A node that has failed takes none of its conditional edges.
    const conditional = nodes[node]?.choices?.flatMap(({ alternatives }) => alternatives.flat()) ?? [];
    if (nodes[node]?.kind !== "plain") return true;
    for (const target of next[node] ?? [])
      if (!conditional.includes(nodes[target]?.id ?? "")) arrive(node, target, sending);
    return true;
  }

  /** Ends an activation, and each loop around it that has nothing left to do, innermost first. */
  function end({ frame }: Activation, row: number): void {
    for (let around = frame; around !== undefined; around = around.outer) {
      const { loopRun } = around;
      if (loopRun === undefined) continue;
      loopRun.pending -= 1;
      ancestors.add(loopRun.row, row);
      if (!loopRun.isOpen && loopRun.pending === 0) finish(loopRun);
    }
  }

  // Loops

  function runLoop(node: number, { activation, row, loopRun: open, left: known }: Queued, visit: number): void {
    const { frame, isHandling } = activation;
    const loopRun = open ?? { node, frame, row: limit + loopRows++, isHandling, isOpen: true, pending: 0 };
    const left = open === undefined ? chooser.items(node, visit) : known;
    const body = nodes[node]?.body;
    succeed(node, row);
    ancestors.add(loopRun.row, row);
    if (left > 0 && body !== undefined) {
      const item: Frame = { kind: "item", owner: node, serial: serial++, outer: frame, loopRun };
      arrive(node, graph.indexOf.get(body) ?? 0, { row, frame: item, isHandling });
    }
    if (left > 1) {
      enqueue({ node, from: undefined, isGone: false, frame, isHandling, hasFailed: false }, [row], loopRun, left - 1);
      return;
    }
    loopRun.isOpen = false;
    if (loopRun.pending === 0) finish(loopRun);
  }

  function finish({ node, frame, row, isHandling }: LoopRun): void {
    const done = nodes[node]?.done;
    if (done === undefined || ending.isCut) return;
    arrive(node, graph.indexOf.get(done) ?? 0, { row, frame, isHandling });
  }
}

interface Sending {
  readonly row: number;
  readonly frame: Frame | undefined;
  readonly isHandling: boolean;
  /** Whether it is a failure that the run survives. */
  readonly isGoto?: boolean;
}
