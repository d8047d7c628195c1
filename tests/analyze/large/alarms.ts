import type { Code } from "../../../compiler/diagnostics/catalogue.js";
import type { Found } from "./analyze-large.js";
import { isAlwaysSet } from "../../../compiler/source-set.js";
import type { Case, PlacedRead } from "./case.js";
import { type Read, readText } from "./flow.js";
import { areBeside } from "./causes.js";
import type { Run } from "./interpret.js";
import { doubles } from "./refute-starts.js";
import { subjectOf } from "./verdicts.js";

/** Findings that say that something may happen, and whether any of all runs shows it. */
export interface Alarms {
  readonly confirmed: readonly Found[];
  readonly unconfirmed: readonly Found[];
}

const alarmCodes: readonly Code[] = [
  "context/maybe-unset",
  "context/concurrent-read",
  "context/concurrent-write",
  "join/may-not-fire",
  "join/fires-twice",
];

export function sortAlarms(of: Case, runs: readonly Run[]): Alarms {
  const told = of.verdicts.all.filter(({ code }) => alarmCodes.includes(code));
  const unconfirmed = told.filter((finding) => isAlarm(finding, of, runs));
  return { confirmed: told.filter((finding) => !unconfirmed.includes(finding)), unconfirmed };
}

/** Findings about what happens although routers send to one target each. */
const usualCodes: readonly Code[] = ["context/concurrent-write", "join/fires-twice"];

function isAlarm(finding: Found, of: Case, every: readonly Run[]): boolean {
  const runs = usualCodes.includes(finding.code) ? every.filter(({ isUsual }) => isUsual) : every;
  const { graph, places } = of;
  const isRun = (node: number): boolean => runs.some(({ activations }) => activations.some((one) => one.node === node));
  // Everything is true of a node that never runs.
  if (!isRun(subjectOf(finding, graph))) return false;
  switch (finding.code) {
    case "context/maybe-unset": {
      const { text } = finding.params;
      const reads = of.reads[finding.node]?.filter((one) => one.text === text && !one.isGuarded) ?? [];
      const unset = reads.map((read) => placesOfChain(read, finding.node, of));
      return unset.every((all) => !runs.some((run) => isUnset(run, finding.node, all)));
    }
    case "join/may-not-fire": {
      const join = graph.indexOf.get(finding.params.id) ?? -1;
      return !runs.some(({ waiting, isCut }) => !isCut && waiting.has(join));
    }
    case "join/fires-twice": {
      const node = graph.indexOf.get(finding.params.id) ?? -1;
      return !runs.some((run) => startsTwice(run, node));
    }
    case "context/concurrent-write": {
      const place = places.of({ scope: "ctx", path: [finding.params.text.slice("$ctx.".length)] });
      const pair = [finding.params.one, finding.params.other].map((id) => graph.indexOf.get(id) ?? -1);
      return pair.every(isRun) && !runs.some((run) => areBothWritten(run, place ?? -1, pair));
    }
    case "context/concurrent-read": {
      const { text, writer } = finding.params;
      const place = of.reads[finding.node]?.find((one) => one.text === text)?.place;
      const source = graph.indexOf.get(writer) ?? -1;
      if (place === undefined || !isRun(source)) return false;
      return !runs.some((run) => isReadBeside(run, finding.node, { place, source }));
    }
    default:
      return false;
  }
}

interface Written {
  readonly place: number;
  readonly source: number;
}

function isReadBeside(run: Run, reader: number, { place, source }: Written): boolean {
  const by = (run.writes.get(place) ?? []).filter((write) => write.source === source).map((write) => write.by);
  return run.activations.some(({ node }, at) => node === reader && by.some((write) => areBeside(write, at, run)));
}

/** The places of a `??` chain that are all unset where its last read finds nothing. An operand that is always set says nothing. */
function placesOfChain({ place, before }: PlacedRead, node: number, { places, verdicts }: Case): number[] {
  const isAlways = (read: Read): boolean => {
    const plan = verdicts.planOf(node, readText(read));
    return read.scope === "joins" || (plan !== undefined && isAlwaysSet(plan.sources));
  };
  const others = before.some(isAlways) ? [] : before.map((read) => places.of(read));
  return [place, ...others].filter((one) => one !== undefined);
}

function isUnset({ activations, ancestors, writes }: Run, reader: number, places: readonly number[]): boolean {
  return activations.some(({ node }, at) => {
    const isSet = (place: number): boolean => (writes.get(place) ?? []).some(({ by }) => ancestors.isBefore(by, at));
    return node === reader && !places.some(isSet);
  });
}

/** If a join has another group, a second arrival may also wait for a second arrival of that group. */
function startsTwice(run: Run, node: number): boolean {
  if (run.waiting.has(node)) return true;
  return run.activations.filter((activation) => activation.node === node).length > 1 || doubles(run).length > 0;
}

function areBothWritten(run: Run, place: number, [one = -1, other = -1]: readonly number[]): boolean {
  const writes = run.writes.get(place) ?? [];
  const by = (node: number): number[] => writes.filter(({ source }) => source === node).map((write) => write.by);
  return by(one).some((first) => by(other).some((second) => areBeside(first, second, run)));
}
