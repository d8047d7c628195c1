import { expect, it } from "vitest";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Code } from "../../compiler/diagnostics/catalogue.js";
import { hasSources, isAlwaysSet, listSources } from "../../compiler/source-set.js";
import { createRandom, type Random, type RandomFlow, randomFlow, withDecisions, withHandler } from "./random-flow.js";
import { askedFlow } from "./asked-flow.js";
import { continuingFlow, handledFlow } from "./failing-flows.js";
import type { EdgeConstruct } from "./conditional-edges.js";
import { checkClaims, checkWaits } from "./check-claims.js";
import { analyzeRandom, type Analyzed, createChooser, type Observed, runEveryWay } from "./run-every-way.js";
import { drawnRuns } from "../drawn-runs.js";

const graphs = drawnRuns({ short: 1_200, long: 8_000 });
const waysEach = 48;

interface Checked extends Analyzed {
  readonly flow: RandomFlow;
  readonly runs: readonly Observed[];
  /** Whether every combination was run, and no run was cut off. */
  readonly isComplete: boolean;
}

/** The nodes that have a finding with one of these codes. */
function foundAt(codes: readonly Code[], { diagnostics, analysis }: Analyzed): Set<string> {
  const found = new Set<string>();
  for (const { code, message } of diagnostics) {
    if (!codes.includes(code)) continue;
    for (const { id } of analysis.ast.nodes) if (message.includes(`\`${id.value}\``)) found.add(id.value);
  }
  return found;
}

function check(checked: Checked): string[] {
  return [...checkJoins(checked), ...checkReads(checked), ...checkGraph(checked)];
}

const provedCodes: readonly Code[] = [
  "join/may-not-fire",
  "join/never-fires",
  "join/mixed-iterations",
  "join/fires-twice",
  "node/unreachable",
  "context/maybe-unset",
  "context/dead-write",
];

const joinCodes: readonly Code[] = [
  "join/may-not-fire",
  "join/never-fires",
  "join/mixed-iterations",
  "join/fires-twice",
];

function checkJoins(checked: Checked): string[] {
  const { runs, isComplete } = checked;
  const faults: string[] = [];
  const told = behind(foundAt(["join/never-fires", "join/mixed-iterations"], checked), checked);
  for (const id of foundAt(joinCodes, checked)) told.add(id);
  for (const run of runs) {
    if (run.isCut) continue;
    for (const join of run.waiting) if (!told.has(join)) faults.push(`${join} waited, and nothing said so`);
  }
  for (const { code, params } of findings(checked)) {
    if (code === "join/never-fires" && runs.some(({ starts }) => starts.has(params.id)))
      faults.push(`${params.id} fired`);
  }
  faults.push(...checkClaims(checked));
  if (!isComplete) return faults;
  faults.push(...checkWaits(checked), ...checkUnset(checked));
  for (const { code, params } of findings(checked)) {
    if (code === "join/may-not-fire" && !runs.some(({ waiting }) => waiting.has(params.id))) {
      const isReached = runs.some(({ starts }) => starts.has(params.id));
      if (isReached) faults.push(`${params.id} never waited forever`);
    }
    if (code === "join/fires-twice") {
      const twice = runs.some(({ starts, waiting }) => (starts.get(params.id) ?? 0) > 1 || waiting.has(params.id));
      if (!twice) faults.push(`${params.id} never ran twice`);
    }
  }
  return faults;
}

/**
 * The reads that are said to be unset in some run, and are set in all of them. Writers that may run concurrently with the reader are left
 * out: only some orders are run.
 */
function checkUnset(checked: Checked): string[] {
  const { runs, analysis } = checked;
  const { ast, beside, scopes, writeSites } = analysis;
  // The lists of loops are never empty here, and an empty one leaves unset what the body writes.
  const isUnshown = (id: string): boolean => {
    const reader = ast.nodes.findIndex((node) => node.id.value === id);
    const [read] = analysis.assignment.readsAt(reader);
    const isOfBody = (node: number): boolean => scopes.innermost[node] !== scopes.innermost[reader];
    return (
      read === undefined || writeSites(read).some(({ node }) => beside.mayRunBeside(node, reader) || isOfBody(node))
    );
  };
  return [...foundAt(["context/maybe-unset"], checked)].flatMap((id) => {
    const reading = runs.filter(({ starts }) => starts.has(id));
    return reading.length === 0 || isUnshown(id) || reading.some(({ unset }) => unset.has(id))
      ? []
      : [`${id} always read something`];
  });
}

/** Everything that comes after nodes that are reported as never running: it waits with them. */
function behind(ids: ReadonlySet<string>, { analysis }: Analyzed): Set<string> {
  const nodes = analysis.ast.nodes.map(({ id }) => id.value);
  const causes = [...ids].map((id) => nodes.indexOf(id));
  return new Set(nodes.filter((_, node) => causes.some((cause) => analysis.ordering.isBefore(cause, node))));
}

/** Findings with the node that their message names first. */
function findings({ diagnostics }: Checked): { code: Code; params: { id: string } }[] {
  return diagnostics.map(({ code, message }) => ({ code, params: { id: /`(n\d+)`/u.exec(message)?.[1] ?? "" } }));
}

function checkReads({ flow, plan, runs }: Checked): string[] {
  const faults: string[] = [];
  for (const node of plan.nodes) {
    const [read] = node.reads;
    if (flow.nodes.get(node.id)?.reads === undefined || read === undefined) continue;
    const isAlways = isAlwaysSet(read.sources);
    const isNever = !hasSources(read.sources);
    for (const run of runs) {
      if (!run.starts.has(node.id)) continue;
      if (isAlways && run.unset.has(node.id)) faults.push(`${node.id} read what was said to be set`);
      if (isNever && !run.unset.has(node.id)) faults.push(`${node.id} read what was said to be never written`);
      for (const writer of run.seen.get(node.id) ?? []) {
        const isKnown = listSources(read.sources).some((source) => source.node === writer);
        if (!isKnown) faults.push(`${node.id} read what ${writer} wrote, which is none of its sources`);
      }
    }
  }
  return faults;
}

function checkGraph(checked: Checked): string[] {
  const faults: string[] = [];
  const { runs, diagnostics, analysis } = checked;
  for (const { code, params } of findings(checked)) {
    const ran = runs.filter(({ starts }) => starts.has(params.id));
    if (code === "node/unreachable" && ran.length > 0) faults.push(`${params.id} ran`);
    if (code === "cycle/no-exit" && ran.some(({ isCut }) => !isCut)) faults.push(`the cycle of ${params.id} ended`);
  }
  for (const { code, span } of diagnostics) {
    if (code !== "context/dead-write") continue;
    const writer = analysis.ast.nodes.find(({ outputs }) => outputs.some(({ target }) => target.span === span));
    const isRead = runs.some(({ isCut, observed }) => !isCut && observed.has(writer?.id.value ?? ""));
    if (isRead) faults.push(`what ${writer?.id.value ?? "nobody"} wrote was read, or was left at the end`);
  }
  const isEndless = diagnostics.some(({ code }) => code === "cycle/no-exit" || code === "loop/leads-back");
  const canEnd =
    checked.flow.handler !== undefined ||
    [...checked.flow.nodes.values()].some(
      ({ type, goto, asks }) => type === "CustomRoutingNode" || goto !== undefined || asks !== undefined,
    );
  if (!isEndless && !canEnd && runs.some(({ isCut }) => isCut)) faults.push("it never ended");
  return faults;
}

function isForbiddenGoto({ code, severity }: Diagnostic): boolean {
  return severity === "error" && code.startsWith("policy/");
}

interface Tried {
  /** How often each code was reported. */
  readonly seen: ReadonlyMap<string, number>;
  readonly flows: readonly RandomFlow[];
}

/** Compares random flows with their runs. */
function checkFlows(count: number, make: (random: Random) => RandomFlow, ways = waysEach): Tried {
  const seen = new Map<string, number>();
  const flows: RandomFlow[] = [];
  for (let seed = 1; flows.length < count; seed++) {
    const flow = make(createRandom(seed));
    const chooser = createChooser();
    const analyzed = analyzeRandom(flow, chooser);
    // What a forbidden goto would do is undefined.
    if (analyzed === undefined || analyzed.diagnostics.some(isForbiddenGoto)) continue;
    flows.push(flow);
    for (const { code } of analyzed.diagnostics) seen.set(code, (seen.get(code) ?? 0) + 1);
    const { runs, isComplete } = runEveryWay(analyzed, chooser, ways);
    // A loop over an empty list hides what its body would do.
    const isEmpty = [...flow.nodes.values()].some(({ items }) => items === 0);
    // What follows from an error of conditions may be said too.
    const isFollowing = flow.isAsked === true && analyzed.diagnostics.some(({ severity }) => severity === "error");
    const isWhole = isComplete && !isEmpty && !isFollowing && runs.every(({ isCut }) => !isCut);
    const faults = check({ ...analyzed, flow, runs, isComplete: isWhole });
    if (faults.length > 0) {
      const told = analyzed.diagnostics.map(({ code, message }) => `${code}: ${message}`);
      const nodes = [...flow.nodes].map(([id, node]) => `${id}: ${JSON.stringify(node)}`);
      expect.fail([`seed ${seed}`, ...nodes, ...flow.edges, ...told, ...new Set(faults)].join("\n"));
    }
  }
  return { seen, flows };
}

it(`the findings for ${graphs} random flows agree with all their runs`, { timeout: 600_000 }, () => {
  const { seen } = checkFlows(graphs, randomFlow);
  // Flows without any findings would prove nothing.
  for (const code of provedCodes) expect(seen.get(code) ?? 0, code).toBeGreaterThan(graphs / 100);
});

it(`they agree if types say how routers choose, in ${graphs / 4} random flows`, { timeout: 600_000 }, () => {
  const { seen } = checkFlows(graphs / 4, (random) => withDecisions(randomFlow(random), random));
  for (const code of provedCodes) expect(seen.get(code) ?? 0, code).toBeGreaterThan(graphs / 400);
});

it(`they agree if the flow handles failures itself, in ${graphs / 8} random flows`, { timeout: 600_000 }, () => {
  const { seen } = checkFlows(graphs / 8, (random) => withHandler(randomFlow(random), random));
  for (const code of ["join/fires-twice", "join/may-not-fire"] as const) {
    expect(seen.get(code) ?? 0, code).toBeGreaterThan(graphs / 800);
  }
});

it(`they agree behind the error handler of the flow, in ${graphs / 8} random flows`, { timeout: 600_000 }, () => {
  const shared = new Set<RandomFlow>();
  const make = (random: Random): RandomFlow => {
    const { flow, isShared } = handledFlow(random);
    if (isShared) shared.add(flow);
    return flow;
  };
  const { flows } = checkFlows(graphs / 8, make, 400);
  // What the handler shares with the rest of the flow is no second entry of a cycle: a failure behind the handler ends the run.
  expect(flows.filter((flow) => shared.has(flow)).length).toBeGreaterThan(graphs / 32);
});

it(`they agree if nodes go on after failures, in ${graphs / 8} random flows`, { timeout: 600_000 }, () => {
  const { seen } = checkFlows(graphs / 8, continuingFlow, 400);
  expect(seen.get("context/maybe-unset") ?? 0).toBeGreaterThan(graphs / 80);
});

const edgeConstructs: readonly EdgeConstruct[] = [
  "a choice",
  "otherwise",
  "a choice without otherwise",
  "an alternative of several nodes",
  "a group with several conditions",
  "a condition by itself",
  "a chain behind a condition",
  "a chain behind a choice",
];

it(`they agree if conditions decide, in ${graphs / 4} random flows`, { timeout: 600_000 }, () => {
  const made = new Map<RandomFlow, ReadonlySet<EdgeConstruct>>();
  const { seen, flows } = checkFlows(graphs / 4, (random) => {
    const { flow, constructs } = askedFlow(random);
    made.set(flow, constructs);
    return flow;
  });
  for (const code of provedCodes) expect(seen.get(code) ?? 0, code).toBeGreaterThan(graphs / 400);
  for (const construct of edgeConstructs) {
    const count = flows.filter((flow) => made.get(flow)?.has(construct)).length;
    process.stdout.write(`${((100 * count) / flows.length).toFixed(1).padStart(6)} %  ${construct}\n`);
    expect(count / flows.length, construct).toBeGreaterThanOrEqual(0.05);
  }
});
