import { isAlwaysSet, listSources } from "../../../compiler/source-set.js";
import type { Code } from "../../../compiler/diagnostics/catalogue.js";
import type { ReferencePlan } from "../../../compiler/plan.js";
import type { Found } from "./analyze-large.js";
import { type Judge, nesting, type PlacedRead } from "./case.js";
import { differenceOf, sees } from "./causes.js";
import { type Read, readsOf, readText } from "./flow.js";
import type { Graph } from "./graph.js";
import type { Activation, Write } from "./interpret.js";
import type { Places } from "./places.js";
import type { Verdicts } from "./verdicts.js";

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
      const plan = verdicts.planOf(position, text);
      const sources = new Set(plan === undefined ? [] : listSources(plan.sources).map((source) => source.node));
      return { ...read, text, place, isExact, plan, sources };
    }),
  );
}

export function checkRead(at: number, { node }: Activation, read: PlacedRead, judge: Judge): void {
  const { run, verdicts, say, nameOf } = judge;
  const { plan } = read;
  if (read.place === undefined || plan === undefined) return;
  const writes = run.writes.get(read.place) ?? [];
  const isSet = writes.some(({ by }) => run.ancestors.isBefore(by, at));
  const where = `\`${nameOf(node)}\` reads \`${read.text}\``;
  if (!isSet && read.isExact && isAlwaysSet(plan.sources))
    say("read: always set", `${where}, which is always set`, "it runs where nothing that comes before it has written");
  // A chain is never unset as a whole where nothing is said about its end.
  const isChainSet = isSet || read.before.some((other) => isSetBefore(at, other, judge));
  if (!isChainSet && !isToldUnset(node, read, judge)) say("read: silent unset", `${where}: no finding`, "it was unset");
  if (!isChainSet && isCovered(read))
    say("read: covered", `${where}, which ends a chain that is always set`, "it was unset");
  for (const write of writes) {
    if (!sees(at, write, read.place, judge)) continue;
    const source = nameOf(write.source);
    if (verdicts.at("payload/not-yet-run", node).some(({ params }) => "target" in params && params.target === source))
      if (read.scope === "payload")
        say("payload/not-yet-run: had run", `\`${source}\` has never run when ${where}`, "it had");
    const isKnown = write.isOpen ? plan.afterOpenWrite : read.sources.has(source);
    if (!isKnown)
      say(
        `read: source of ${read.scope}${nesting([node, write.source], judge)}`,
        `${where}, from ${[...read.sources].join() || "nobody"}`,
        `it may see what \`${source}\` left`,
      );
    checkShared(at, { read, write, writes }, judge);
  }
}

/** Whether the plan says that the chain that a read ends is never unset as a whole. */
function isCovered({ before, plan }: PlacedRead): boolean {
  const texts = before.map(readText).join();
  return plan?.covered?.some((one) => one.before.map(referenceText).join() === texts) === true;
}

function referenceText({ scope, path }: ReferencePlan): string {
  return `$${[scope, ...path.map(({ value }) => value)].join(".")}`;
}

function isSetBefore(at: number, read: Read, { run, places }: Judge): boolean {
  const place = places.of(read);
  return place !== undefined && (run.writes.get(place) ?? []).some(({ by }) => run.ancestors.isBefore(by, at));
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
