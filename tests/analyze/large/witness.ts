import type { Code } from "../../../compiler/diagnostics/catalogue.js";
import type { ReadPlan } from "../../../compiler/plan.js";
import type { Found } from "./analyze-large.js";
import { type Read, readsOf, readText } from "./flow.js";
import type { Graph } from "./graph.js";
import type { Activation, Frame, Run, Write } from "./interpret.js";
import type { Places } from "./places.js";
import type { Verdicts } from "./verdicts.js";

/** A run that refutes a verdict. */
export interface Fault {
  /** The kind of verdict that is wrong. The shrinker keeps it. */
  readonly kind: string;
  /** What the analysis says. */
  readonly verdict: string;
  /** What the run did. */
  readonly witness: string;
}

export interface Case {
  readonly graph: Graph;
  readonly places: Places;
  readonly verdicts: Verdicts;
  readonly concurrency: number;
  /** Keyed by node. */
  readonly reads: readonly (readonly PlacedRead[])[];
}

/**
 * What one run refutes. Every question only depends on causes, so some schedule shows the answer at any concurrency.
 */
export function refute(of: Case, run: Run): Fault[] {
  const faults: Fault[] = [];
  const say = (kind: string, verdict: string, witness: string): void => void faults.push({ kind, verdict, witness });
  const judge: Judge = { ...of, run, say, nameOf: (node) => of.graph.nodes[node]?.id ?? "" };
  for (const [at, activation] of run.activations.entries()) {
    checkStart(activation, judge);
    for (const read of of.reads[activation.node] ?? []) {
      checkRead(at, activation, read, judge);
    }
  }
  checkDeadWrites(judge);
  checkRaces(judge);
  checkDoubles(judge);
  checkWaiting(judge);
  return faults;
}

interface Judge extends Case {
  readonly run: Run;
  say(kind: string, verdict: string, witness: string): void;
  nameOf(node: number): string;
}

/** A read, its place and its text. */
interface PlacedRead extends Read {
  readonly text: string;
  readonly place: number | undefined;
  readonly isGuarded: boolean;
  /**
   * Whether what the plan says about the place applies to the read. For a join, it says it about all parents together.
   */
  readonly isExact: boolean;
  readonly plan: ReadPlan | undefined;
}

/** The reads of each node, with their places and what the plan says about them. */
export function placeReads({ nodes, groups, indexOf }: Graph, places: Places, verdicts: Verdicts): PlacedRead[][] {
  return nodes.map((node, position) =>
    readsOf(node).map((read) => {
      const [join = "", parent = ""] = read.path;
      const [at, from] = [indexOf.get(join) ?? -1, indexOf.get(parent) ?? -1];
      const isExact =
        read.scope !== "joins" || groups[at]?.some((group) => group.length === 1 && group[0] === from) === true;
      const text = readText(read);
      // A join always finds what it has been started with, regardless of what arrives for others.
      const place = read.scope === "joins" && at === position ? undefined : places.of(read);
      return { ...read, text, place, isExact, plan: verdicts.planOf(position, text) };
    }),
  );
}

/** Whether one of some nodes comes after a cycle that contains another one, or is in several cycles and loops. */
function nesting(nodes: readonly number[], { graph }: Judge): string {
  const { extents, bodies, reachOf } = graph;
  const around = [...extents.values(), ...bodies.values()];
  const isNested = nodes.some((node) => {
    const passed = [...extents].filter(([header]) => reachOf(header).has(node));
    const isAfter = passed.some(
      ([, members]) => [...extents.keys()].filter((header) => members.has(header)).length > 1,
    );
    return isAfter || around.filter((members) => members.has(node)).length > 1;
  });
  return isNested ? ", nested" : "";
}

// Starts

const neverCodes: readonly Code[] = ["node/unreachable", "join/never-fires", "join/mixed-iterations"];

function checkStart({ node }: Activation, { verdicts, graph, say, nameOf }: Judge): void {
  // Another parent of a group may come from the same item.
  const isAlone = graph.groups[node]?.every((group) => group.length === 1) === true;
  for (const code of neverCodes) {
    if (code === "join/mixed-iterations" && !isAlone) continue;
    for (const { message } of verdicts.at(code, node)) say(`${code}: ran`, message, `\`${nameOf(node)}\` ran`);
  }
}

// Reads

/** Whether some schedule lets an activation see what a write left. */
function sees(at: number, write: Write, place: number, { run }: Judge): boolean {
  const { ancestors, writes } = run;
  if (write.by === at || ancestors.isBefore(at, write.by)) return false;
  const isReplaced = (other: Write): boolean =>
    other.by !== write.by && ancestors.isBefore(write.by, other.by) && ancestors.isBefore(other.by, at);
  return !(writes.get(place) ?? []).some(isReplaced);
}

function checkRead(at: number, { node }: Activation, read: PlacedRead, judge: Judge): void {
  const { run, verdicts, say, nameOf } = judge;
  const { plan } = read;
  if (read.place === undefined || plan === undefined) return;
  const writes = run.writes.get(read.place) ?? [];
  const isSet = writes.some(({ by }) => run.ancestors.isBefore(by, at));
  const where = `\`${nameOf(node)}\` reads \`${read.text}\``;
  if (!isSet && read.isExact && plan.sources.some(({ always }) => always))
    say("read: always set", `${where}, which is always set`, "it runs where nothing that comes before it has written");
  if (!isSet && !isToldUnset(node, read, judge)) say("read: silent unset", `${where}: no finding`, "it was unset");
  for (const write of writes) {
    if (!sees(at, write, read.place, judge)) continue;
    const source = nameOf(write.source);
    if (verdicts.at("payload/not-yet-run", node).some(({ params }) => "target" in params && params.target === source))
      if (read.scope === "payload")
        say("payload/not-yet-run: had run", `\`${source}\` has never run when ${where}`, "it had");
    const isKnown = write.isOpen ? plan.afterOpenWrite : plan.sources.some((known) => known.node === source);
    if (!isKnown)
      say(
        `read: source of ${read.scope}${nesting([node, write.source], judge)}`,
        `${where}, from ${plan.sources.map((known) => known.node).join() || "nobody"}`,
        `it may see what \`${source}\` left`,
      );
    checkShared(at, { read, write, writes }, judge);
  }
}

/** A plain read that is unset has a finding if some node writes the place. */
function isToldUnset(node: number, read: PlacedRead, { verdicts, graph, places }: Judge): boolean {
  if (read.isGuarded || read.scope === "joins") return true;
  const isTold = (code: Code): boolean =>
    verdicts.at(code, node).some(({ params }) => !("text" in params) || params.text === read.text);
  if (isTold("context/maybe-unset") || isTold("payload/not-yet-run")) return true;
  if (read.scope === "payload") return false;
  if (read.plan?.afterOpenWrite === true) return true;
  return !graph.nodes.some((_, writer) => read.place !== undefined && places.written(writer).includes(read.place));
}

interface SharedRead {
  readonly read: PlacedRead;
  readonly write: Write;
  readonly writes: readonly Write[];
}

/**
 * An activation reads something of another item or pass, although the writer has run before it in its own, and no later
 * pass has begun in between.
 */
function checkShared(at: number, { read, write, writes }: SharedRead, judge: Judge): void {
  const { run, concurrency, verdicts, say, nameOf } = judge;
  const node = run.activations[at]?.node ?? 0;
  if (concurrency === 1 || !run.isSingle || write.isOpen || run.ancestors.isBefore(write.by, at)) return;
  const own = writes.find((other) => other.source === write.source && isOwn(other, at, judge));
  if (own === undefined || own.by === write.by || verdicts.isBehind(["join/fires-twice"], node)) return;
  const owner = differenceOf(own, write, judge);
  if (owner === undefined || verdicts.all.some((finding) => isToldShared(finding, node, read.text))) return;
  say(
    `read: silent other ${owner} of ${read.scope}${nesting([node, write.source], judge)}`,
    `\`${nameOf(node)}\` reads \`${read.text}\`: no finding`,
    `it may see what a later \`${nameOf(write.source)}\` wrote, not the one before it`,
  );
}

/** Whether a write comes before an activation, in the same pass of every cycle that contains the writer. */
function isOwn({ by, source }: Write, at: number, { run, graph }: Judge): boolean {
  const { ancestors, activations } = run;
  if (!ancestors.isBefore(by, at)) return false;
  // What arrives for a join was sent by one of its parents.
  const writer = activations[by]?.node ?? source;
  return !activations.some(({ node }, between) => {
    const isHeader = graph.extents.get(node)?.has(writer) === true;
    return isHeader && ancestors.isBefore(by, between) && (between === at || ancestors.isBefore(between, at));
  });
}

function isToldShared({ code, node: at, params }: Found, node: number, text: string): boolean {
  return at === node && sharedCodes.has(code) && "text" in params && params.text === text;
}

const sharedCodes: ReadonlySet<string> = new Set(["loop/shared-read", "cycle/shared-read"]);

/** The outermost difference between two activations; undefined if a loop or cycle has been started twice. */
function ownerOfDifference(one: Frame | undefined, other: Frame | undefined): Frame["kind"] | undefined {
  const [left, right] = [outermost(one), outermost(other)];
  const at = left.findIndex((frame, position) => frame.serial !== right[position]?.serial);
  const [own, another] = [left[at], right[at]];
  return own?.kind === another?.kind && own?.owner === another?.owner && own?.loopRun === another?.loopRun
    ? own?.kind
    : undefined;
}

function outermost(frame: Frame | undefined): Frame[] {
  const frames: Frame[] = [];
  for (let around = frame; around !== undefined; around = around.outer) frames.unshift(around);
  return frames;
}

// Writes

function checkDeadWrites(judge: Judge): void {
  const { run, verdicts, graph, places, say, nameOf } = judge;
  if (!verdicts.has("context/dead-write")) return;
  for (const { code, node, params, message } of verdicts.all) {
    if (code !== "context/dead-write") continue;
    const place = places.of({ scope: "ctx", path: [params.text.slice("$ctx.".length)] });
    if (place === undefined) continue;
    const writes = run.writes.get(place) ?? [];
    for (const write of writes) {
      if (run.activations[write.by]?.node !== node || write.isOpen) continue;
      for (const [at, { node: reader }] of run.activations.entries()) {
        const reads =
          graph.nodes[reader]?.secret !== undefined ||
          judge.reads[reader]?.some((read) => read.place === place) === true;
        if (reads && sees(at, write, place, judge))
          say(
            `context/dead-write: read${nesting([node, reader], judge)}`,
            message,
            `\`${nameOf(reader)}\` may read it`,
          );
      }
      const isReplaced = writes.some(({ by }) => run.ancestors.isBefore(write.by, by));
      if (!isReplaced && !run.isCut && !run.hasFailed)
        say("context/dead-write: left", message, "it was there at the end");
    }
  }
}

/** Two nodes wrote the same place, and neither caused the other. */
function checkRaces(judge: Judge): void {
  const { run, verdicts, places, concurrency, say, nameOf } = judge;
  if (!run.isSingle) return;
  for (const [place, writes] of run.writes) {
    if (!places.isWritten(place)) continue;
    for (const [index, one] of writes.entries()) {
      for (let next = index + 1; next < writes.length; next++) {
        const other = writes[next];
        if (other === undefined || one.isOpen || other.isOpen || !areBeside(one.by, other.by, run)) continue;
        if (one.source === other.source) continue;
        const later = Math.max(one.source, other.source);
        const difference = differenceOf(one, other, judge);
        // If it ran twice before, as the target of an edge and of a goto, the writers did not cause that.
        if (difference === undefined && isRepeated(one.by, other.by, run)) continue;
        // Items are only compared by their reads; passes race if they may overlap.
        if (difference === "item" || (difference === "pass" && concurrency === 1)) continue;
        const isTold = verdicts
          .at("context/concurrent-write", later)
          .some(
            ({ params }) => "text" in params && places.of({ scope: "ctx", path: [params.text.slice(5)] }) === place,
          );
        if (isTold || verdicts.isBehind(["join/fires-twice"], later)) continue;
        const names = [one, other].map(({ source }) => `\`${nameOf(source)}\``).join(" and ");
        say(
          `write: silent race of ${difference ?? "branches"}`,
          `${names}: no finding`,
          "both write one place at once",
        );
      }
    }
  }
}

/**
 * Whether an item or a pass distinguishes two writes, since their causes ran in different ones; undefined if neither
 * does.
 */
function differenceOf(one: Write, other: Write, { run, graph }: Judge): Frame["kind"] | undefined {
  const owner = ownerOfDifference(run.activations[one.by]?.frame, run.activations[other.by]?.frame);
  if (owner === "item") return owner;
  // What has left a pass no longer has its frame. Its causes show which pass it was.
  return passesApart(one.by, other.by, run, graph) ? "pass" : undefined;
}

/** Whether two activations come from different passes of a cycle: from different starts of its header. */
function passesApart(one: number, other: number, run: Run, { extents }: Graph): boolean {
  const { ancestors, activations } = run;
  const starts = (at: number, header: number): number[] =>
    [...activations.keys()].filter((cause) => {
      return activations[cause]?.node === header && (cause === at || ancestors.isBefore(cause, at));
    });
  // A pass comes from the one before it. If something else has started a cycle twice, these are not passes of the same
  // one.
  return [...extents.keys()].some((header) => {
    const [left, right] = [starts(one, header).at(-1), starts(other, header).at(-1)];
    return (
      left !== undefined && right !== undefined && (ancestors.isBefore(left, right) || ancestors.isBefore(right, left))
    );
  });
}

export function areBeside(one: number, other: number, { ancestors }: Run): boolean {
  return one !== other && !ancestors.isBefore(one, other) && !ancestors.isBefore(other, one);
}

// Joins

/** A node that two of its `|` parents started, or one and a failure, where nothing before it ran twice. */
function checkDoubles(judge: Judge): void {
  const { run, verdicts, say, nameOf } = judge;
  if (!run.isSingle) return;
  for (const { one, other, node } of doubles(run)) {
    if (verdicts.isBehind(["join/fires-twice"], node)) continue;
    const parents = [one, other].map((at) => nameOf(run.activations[at]?.from ?? 0)).join("` and `");
    const from = [one, other].map((at) => run.activations[at]?.from ?? 0);
    say(
      `join: silent double${nesting(from, judge)}`,
      `\`${nameOf(node)}\`: no finding`,
      `\`${parents}\` both started it`,
    );
  }
}

/**
 * Starts of one node, in the same item and pass, by two parents, where neither comes after something that ran twice
 * itself. Two failures are left out: the flow did not ask for both.
 */
export function doubles(run: Run): { one: number; other: number; node: number }[] {
  const byPlace = new Map<string, number[]>();
  const found: { one: number; other: number; node: number }[] = [];
  for (const [at, { node, from, frame, isGone }] of run.activations.entries()) {
    if (from === undefined) continue;
    const around = frame?.kind === "pass" && frame.owner === node ? frame.outer : frame;
    const key = `${node} ${around?.serial ?? 0}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [at]);
    else {
      for (const one of known) {
        const other = run.activations[one];
        if (other?.from === from || (other?.isGone === true && isGone)) continue;
        if (isOneStart(one, at, run)) found.push({ one, other: at, node });
      }
      known.push(at);
    }
  }
  return found;
}

/**
 * Whether two starts are concurrent and no node ran separately before each of them. Such a node would have run twice.
 */
function isOneStart(one: number, other: number, run: Run): boolean {
  if (!areBeside(one, other, run)) return false;
  const before = nodesBefore(one, other, run);
  return [...nodesBefore(other, one, run)].every((node) => !before.has(node));
}

/** Whether a node, including those of the two activations, ran separately on the way to each of them. */
function isRepeated(one: number, other: number, run: Run): boolean {
  const before = nodesBefore(one, other, run).add(run.activations[one]?.node ?? -1);
  const after = nodesBefore(other, one, run).add(run.activations[other]?.node ?? -1);
  return [...after].some((node) => before.has(node));
}

/** The nodes of those causes of one activation that are not causes of another. */
function nodesBefore(one: number, other: number, run: Run): Set<number> {
  const nodes = new Set<number>();
  run.ancestors.difference(one, other, (cause) => void nodes.add(run.activations[cause]?.node ?? -1));
  return nodes;
}

const waitCodes: readonly Code[] = [
  "join/may-not-fire",
  "join/never-fires",
  "join/mixed-iterations",
  "join/fires-twice",
  "node/unreachable",
];

function checkWaiting({ run, verdicts, say, nameOf }: Judge): void {
  if (run.isCut || run.hasFailed) return;
  for (const join of run.waiting) {
    if (!verdicts.isBehind(waitCodes, join))
      say("join: silent wait", `\`${nameOf(join)}\`: no finding`, "it waited at the end");
  }
}
