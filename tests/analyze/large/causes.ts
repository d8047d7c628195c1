import type { Judge } from "./case.js";
import type { Graph } from "./graph.js";
import type { Frame, Run, Write } from "./interpret.js";

export function areBeside(one: number, other: number, { ancestors }: Run): boolean {
  return one !== other && !ancestors.isBefore(one, other) && !ancestors.isBefore(other, one);
}

/** Whether some schedule lets an activation see what a write left. */
export function sees(at: number, write: Write, place: number, { run }: Judge): boolean {
  const { ancestors, writes } = run;
  if (write.by === at || ancestors.isBefore(at, write.by)) return false;
  const isReplaced = (other: Write): boolean =>
    other.by !== write.by && ancestors.isBefore(write.by, other.by) && ancestors.isBefore(other.by, at);
  return !(writes.get(place) ?? []).some(isReplaced);
}

/** Whether a node, including those of the two activations, ran separately on the way to each of them. */
export function isRepeated(one: number, other: number, run: Run): boolean {
  const before = nodesBefore(one, other, run).add(run.activations[one]?.node ?? -1);
  const after = nodesBefore(other, one, run).add(run.activations[other]?.node ?? -1);
  return [...after].some((node) => before.has(node));
}

/** The nodes of those causes of one activation that are not causes of another. */
export function nodesBefore(one: number, other: number, run: Run): Set<number> {
  const nodes = new Set<number>();
  run.ancestors.difference(one, other, (cause) => void nodes.add(run.activations[cause]?.node ?? -1));
  return nodes;
}

/**
 * Whether an item or a pass distinguishes two writes, since their causes ran in different ones; undefined if neither
 * does.
 */
export function differenceOf(one: Write, other: Write, { run, graph }: Judge): Frame["kind"] | undefined {
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
